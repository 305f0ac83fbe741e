import { ttlProblem } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import { failed, ok, skipped, warning } from '../../lib/findings.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Check } from './check.ts';
import { failureOf } from './failure.ts';
import { ask, putObject } from './probe.ts';

/** AWS's guidance on presigned URLs: shorter lifetimes fail with clock skew and slow connections. */
const shortestSafeTtlSeconds = 120;

export const ttlCheck: Check = {
  id: 'ttl',
  title: 'the lifetime of URLs suits readers and provider',
  async run({ storage, ttlSeconds }) {
    const problem = ttlProblem(storage.provider, ttlSeconds);
    if (problem) return failed(problem, 'Lower SIGNED_URL_TTL_SECONDS.');
    if (ttlSeconds >= shortestSafeTtlSeconds) return ok(`${ttlSeconds} s`);
    return warning(
      `${ttlSeconds} s is too short for slow connections, or clocks that differ slightly`,
      `Set SIGNED_URL_TTL_SECONDS to ${shortestSafeTtlSeconds} or more.`,
    );
  },
};

const [worthAWarningMs, tooMuchMs] = [5_000, 60_000];

/**
 * Milliseconds by which a clock is ahead of the storage's, accurate to a second. Uses `Date`, which has whole seconds,
 * and `Age`, the time that a reply spent in caches (RFC 9111 §5.1). Undefined without a reply.
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
    if (aheadMs === undefined) return skipped('the storage sends no Date header');
    const offMs = Math.abs(aheadMs);
    if (offMs <= worthAWarningMs) return ok(`within ${worthAWarningMs / 1000} s`);
    const [side, effect] =
      aheadMs > 0 ? ['ahead of', 'too long, or not yet'] : ['behind', 'too short, or not at all'];
    const seen = `this clock is ${Math.round(offMs / 1000)} s ${side} the storage's, so URLs work ${effect}`;
    const remedy =
      'Synchronize the clock of this machine with NTP (timedatectl set-ntp true). All other checks use the clock of the storage.';
    return offMs > tooMuchMs ? failed(seen, remedy) : warning(seen, remedy);
  },
};

/** Leaves a test object that most other checks request. */
export const credentialsCheck: Check = {
  id: 'credentials',
  title: 'the credentials can list, read, write and delete',
  async run(context) {
    const { storage, objectKey, bytes } = context;
    const { driver } = storage;
    const [key, again] = [parseObjectKey(objectKey), parseObjectKey(`${objectKey}.again`)];
    const steps = {
      // First, because a refused listing has a body with the reason; a reply to HEAD has none.
      list: () => driver.list(objectKey)[Symbol.asyncIterator]().next(),
      'look for': () => driver.head(key),
      store: () => putObject(context, key),
      'store once more': () => putObject(context, again),
      delete: () => driver.delete(again),
    };
    for (const [step, run] of Object.entries(steps)) {
      try {
        await run();
      } catch (error) {
        const { detail, remedy = '' } = failureOf(error, context);
        return failed(`it cannot ${step} files: ${detail}`, remedy);
      }
    }
    const stored = await driver.head(key);
    if (stored?.size === bytes.length) return ok(`stored ${key}`);
    return failed(
      'the stored file is missing',
      'Check that this is the address of the storage, and not of another service.',
    );
  },
};
