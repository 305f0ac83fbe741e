import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../errors.ts';

/**
 * The secret behind session cookies, from a file of mode 0600 that is made on first start. Whoever changes it signs
 * everybody out.
 * @throws OperatorError when the file holds none
 */
export function readOrCreateAuthSecret(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}`;
  try {
    // Written aside and linked, so that the file is whole from the moment it has its name.
    writeFileSync(temporary, `${randomBytes(48).toString('base64url')}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    });
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32) {
    throw new OperatorError(`${path} holds no secret. Delete it; everybody signs in again then.`);
  }
  return secret;
}
