import type { Clock } from '../../lib/clock.ts';
import { failed, ok, skipped, warning } from '../../lib/findings.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Check } from './check.ts';
import { ask } from './probe.ts';

const [worthAWarningMs, tooMuchMs] = [5_000, 60_000];

/**
 * How far a clock is ahead of the storage's, in milliseconds, within a second: by `Date`, which has whole seconds,
 * and `Age`, where a cache says how old its answer is (RFC 9111 §5.1). Undefined when there is no answer.
 */
export async function measureAheadMs(storage: Storage, clock: Clock): Promise<number | undefined> {
  try {
    const askedMs = clock.nowMs();
    const { headers } = await ask(storage.endpoints?.internal ?? storage.publicUrl);
    const answeredMs = (askedMs + clock.nowMs()) / 2;
    const date = Date.parse(headers.get('date') ?? '') + Number(headers.get('age') ?? 0) * 1000 + 500;
    return Number.isNaN(date) ? undefined : Math.round(answeredMs - date);
  } catch {
    return undefined; // other checks say why
  }
}

export const clockCheck: Check = {
  id: 'clock',
  title: 'the clocks of server and storage agree',
  async run({ aheadMs }) {
    if (aheadMs === undefined) return skipped('the storage sends no Date');
    const offMs = Math.abs(aheadMs);
    if (offMs <= worthAWarningMs) return ok(`within ${worthAWarningMs / 1000} s`);
    const [side, effect] =
      aheadMs > 0 ? ['ahead of', 'too long, or not yet'] : ['behind', 'too short, or not at all'];
    const seen = `this clock is ${Math.round(offMs / 1000)} s ${side} the storage's, so URLs work ${effect}`;
    const remedy =
      'Let NTP set the clock of this machine (timedatectl set-ntp true). All other checks sign by the clock of the storage.';
    return offMs > tooMuchMs ? failed(seen, remedy) : warning(seen, remedy);
  },
};
