import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataPaths } from '../config/data-paths.ts';
import type { Config } from '../config.ts';
import { usesDataFolder } from './installation.ts';

/**
 * Gives the target the secret behind session cookies, so that nobody has to sign in again, where it lies in a data
 * folder that the target uses anyway. Gives what the operator is to do where it does not; never the secret.
 */
export async function transferAuthSecret(source: Config, target: Config): Promise<string | undefined> {
  const secret = source.authSecret ?? (await readSecret(source));
  if (secret === undefined) return undefined; // nobody has a session then
  if (target.authSecret === undefined && usesDataFolder(target)) await writeSecretOnce(target, secret);
  if ((target.authSecret ?? (await readSecret(target))) === secret) return undefined;
  const where = source.authSecret === undefined ? dataPaths(source.dataDir).authSecret : 'the source';
  return `Give the target the LECTERN_AUTH_SECRET of ${where}, or everybody signs in again.`;
}

async function readSecret({ dataDir }: Config): Promise<string | undefined> {
  const text = await fs.readFile(dataPaths(dataDir).authSecret, 'utf8').catch(() => undefined);
  return text?.trim();
}

async function writeSecretOnce({ dataDir }: Config, secret: string): Promise<void> {
  const path = dataPaths(dataDir).authSecret;
  await fs.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await fs.writeFile(path, `${secret}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
