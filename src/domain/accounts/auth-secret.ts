import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createOnce } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';

/**
 * The secret behind session cookies, from a file of mode 0600 that is made on first start. Whoever changes it signs
 * everybody out.
 * @throws OperatorError when the file holds none
 */
export async function readOrCreateAuthSecret(path: string): Promise<string> {
  await createOnce(path, `${randomBytes(48).toString('base64url')}\n`);
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret.length < 32) {
    throw new OperatorError(`${path} holds no secret. Delete it; everybody has to sign in again then.`, {
      kind: 'unavailable',
    });
  }
  return secret;
}
