import { appendFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Logger } from 'pino';
import type { AcquireLease } from '../../database/leases.ts';
import { withTimeout } from '../../lib/timeout.ts';
import type { PlainMail } from '../feature.ts';
import { mailto } from './audit-log-settings.ts';

/** Sends checkpoints to places outside the database, where its operator cannot change them later. */
export interface CheckpointSender {
  /** Sends a checkpoint to every target. Never rejects: `retry` tries failed targets again. */
  send(note: string): Promise<void>;
  /** Sends the newest checkpoint to targets that lack it. Never rejects. */
  retry(): Promise<void>;
}

const timeoutMs = 10_000;
const mailEveryMs = 24 * 60 * 60 * 1000;

/**
 * @param parts.targets absolute paths of files, to which it appends; addresses, to which it posts; `mailto:` addresses, which get the newest
 * checkpoint at most once a day
 */
export function createCheckpointSender(parts: {
  readonly targets: ReadonlyArray<string>;
  readonly acquireLease: AcquireLease;
  /** @throws Error if e-mail is not configured */
  readonly sendMail: (mail: PlainMail) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
}): CheckpointSender {
  /** The newest checkpoint that each target lacks. It covers all before it. */
  const unsent = new Map<string, string>();

  async function mail(to: string, note: string): Promise<void> {
    const origin = note.slice(0, note.indexOf('\n'));
    const text = `Keep this mail. It proves what was in the audit log ${origin} when it was sent.\n\n${note}`;
    await parts.sendMail({ to, subject: `Checkpoint of ${origin}`, text });
  }

  /** @returns whether it was sent, and not put off */
  async function deliver(target: string, note: string): Promise<boolean> {
    if (isAbsolute(target)) await appendFile(target, note, { flush: true });
    else if (!target.startsWith(mailto)) await post(target, note);
    else if (await parts.acquireLease(`checkpoint to ${target}`, mailEveryMs)) {
      await mail(target.slice(mailto.length), note);
    } else return false;
    return true;
  }

  async function deliverAll(): Promise<void> {
    for (const [target, note] of unsent) {
      try {
        // A newer one may have come meanwhile.
        if ((await deliver(target, note)) && unsent.get(target) === note) unsent.delete(target);
      } catch (error) {
        parts.log.warn(
          { target, error: String(error) },
          'a checkpoint could not be sent; it will be retried',
        );
      }
    }
  }

  return {
    send(note) {
      for (const target of parts.targets) unsent.set(target, note);
      return deliverAll();
    },
    retry: deliverAll,
  };
}

async function post(url: string, note: string): Promise<void> {
  await withTimeout(timeoutMs, async (signal) => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const { ok, status, body } = await fetch(url, {
      method: 'POST',
      body: note,
      headers,
      redirect: 'error',
      signal,
    });
    await body?.cancel();
    if (!ok) throw new Error(`the address answered ${status}`);
  });
}
