import { Readable } from 'node:stream';
import { type BookletPlan, bindBooklet } from 'lectern-binding';
import type { mergeInChildProcess } from '../../src/features/booklets/binding/bookbinder.ts';
import { sha256 } from './app.ts';

/** Builds a booklet of harmless statements in this process, because starting another one takes most of the time. */
export const mergeHere: typeof mergeInChildProcess = async ({ plan, send, take }) => {
  const binding = await bindBooklet(plan as BookletPlan);
  for (const [entry, { size }] of plan.entries.entries()) {
    const chunks: Array<Uint8Array> = [];
    if (size !== null) await send(entry, async (chunk) => void chunks.push(chunk));
    await binding.add(size === null ? undefined : Buffer.concat(chunks));
  }
  const bound = await binding.finish();
  if (bound === undefined) return { outcome: 'too-many-pages' };
  const { bytes, ...others } = bound;
  const made = { ...others, size: bytes.length, sha256: sha256(bytes) };
  return { outcome: 'made', result: await take(made, Readable.from([bytes])) };
};
