import { appendFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Logger } from 'pino';
import { withTimeout } from '../../lib/timeout.ts';

/** Sends checkpoints to places outside the database, where its operator cannot change them later. */
export interface CheckpointSender {
  /** Sends a checkpoint to every target. Never rejects: `retry` tries failed targets again. */
  send(note: string): Promise<void>;
  /** Sends the newest checkpoint to targets that lack it. Never rejects. */
  retry(): Promise<void>;
}

const timeoutMs = 10_000;

/** @param targets absolute paths of files, to which it appends; other texts are addresses, to which it posts */
export function createCheckpointSender(
  targets: ReadonlyArray<string>,
  log: Pick<Logger, 'warn'>,
): CheckpointSender {
  /** The newest checkpoint that each target lacks. It covers all before it. */
  const unsent = new Map<string, string>();

  async function deliver(): Promise<void> {
    for (const [target, note] of unsent) {
      try {
        await (isAbsolute(target) ? appendFile(target, note, { flush: true }) : post(target, note));
        unsent.delete(target);
      } catch (error) {
        log.warn({ target, error: String(error) }, 'a checkpoint could not be sent; it will be retried');
      }
    }
  }

  return {
    send(note) {
      for (const target of targets) unsent.set(target, note);
      return deliver();
    },
    retry: deliver,
  };
}

async function post(url: string, note: string): Promise<void> {
  await withTimeout(timeoutMs, async (signal) => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const { ok, status, body } = await fetch(url, {
      ...{ method: 'POST', body: note, headers, redirect: 'error', signal },
    });
    await body?.cancel();
    if (!ok) throw new Error(`the address answered ${status}`);
  });
}
