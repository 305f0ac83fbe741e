import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createOnce } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';

/**
 * The secret for session cookies and revocations, from a file of mode 0600 that is created on first start. Changing it signs everyone out,
 * and issued URLs can no longer be revoked.
 * @throws OperatorError if the file contains no secret
 */
export async function readOrCreateAuthSecret(path: string): Promise<string> {
  await createOnce(path, `${randomBytes(48).toString('base64url')}\n`);
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32) {
    throw new OperatorError(
      `${path} contains no secret. Delete it and start again; everyone must then sign in again.`,
      {
        kind: 'unavailable',
      },
    );
  }
  return secret;
}
