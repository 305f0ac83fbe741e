import * as fs from 'node:fs';
import { type KeyRing, parseKeyRing, serializeKeyRing } from 'lectern-signing';
import { createOnce, replaceContent } from '../../lib/durable-file.ts';
import { conflict, messageOf, OperatorError } from '../../lib/errors.ts';

/** @throws OperatorError when the file cannot be used */
export function readKeyRing(path: string): KeyRing {
  return orUnusable(path, () => parseKeyRing(fs.readFileSync(path, 'utf8')));
}

/**
 * Creates the file, unless another process was faster.
 * @throws OperatorError if that fails
 */
export async function createKeyRing(path: string, ring: KeyRing): Promise<void> {
  await createOnce(path, serializeKeyRing(ring)).catch((cause: Error) => {
    throw unusable(path, cause.message, cause);
  });
}

/**
 * @throws `conflict` during another change, and if the file is read-only
 * @throws OperatorError if the file cannot be used
 */
export async function replaceKeyRing(path: string, edit: (ring: KeyRing) => KeyRing): Promise<void> {
  const editText = (text: string) => serializeKeyRing(edit(orUnusable(path, () => parseKeyRing(text))));
  await replaceContent(path, editText).catch((cause: NodeJS.ErrnoException) => {
    throw cause.syscall === undefined ? cause : refusal(path, cause);
  });
}

/** @throws OperatorError if a step on the file fails */
export function orUnusable<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw unusable(path, messageOf(cause), cause);
  }
}

/** The error for the operator. */
export function unusable(path: string, problem: string, cause?: unknown): OperatorError {
  return new OperatorError(`The signing keys in ${path} cannot be used: ${problem}`, {
    kind: 'unavailable',
    cause,
  });
}

/** The error for a failed change of the keys. Admins see it over HTTP too. */
function refusal(path: string, cause: NodeJS.ErrnoException): Error {
  switch (cause.code) {
    case 'EEXIST':
      return conflict(
        'keys-busy',
        'Another process is changing the signing keys. Try again; if a process has crashed, wait a minute first.',
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return conflict(
        'keys-read-only',
        `Lectern cannot write to ${path} (${cause.code}). Change the signing keys where this file comes from.`,
        { cause },
      );
    default:
      return unusable(path, cause.message, cause);
  }
}
