import { readFile } from 'node:fs/promises';
import type { Config } from '../../../config/config.ts';
import { dataPaths } from '../../../config/data-paths.ts';
import { createOnce } from '../../../lib/durable-file.ts';
import { usesDataFolder } from './installation.ts';

/**
 * Hands the secret behind session cookies to the target, so that nobody has to sign in again, if the target keeps it
 * in its data folder.
 * @returns what the operator still has to do; never the secret
 */
export async function transferAuthSecret(source: Config, target: Config): Promise<string | undefined> {
  const secret = source.authSecret ?? (await readSecret(source));
  if (secret === undefined) return undefined; // nobody has a session then
  if (target.authSecret === undefined && usesDataFolder(target)) {
    await createOnce(dataPaths(target.dataDir).authSecret, `${secret}\n`);
  }
  if ((target.authSecret ?? (await readSecret(target))) === secret) return undefined;
  const where = source.authSecret === undefined ? dataPaths(source.dataDir).authSecret : 'the source';
  return `Give the target the LECTERN_AUTH_SECRET of ${where}, or everybody signs in again.`;
}

async function readSecret({ dataDir }: Config): Promise<string | undefined> {
  const text = await readFile(dataPaths(dataDir).authSecret, 'utf8').catch(() => undefined);
  return text?.trim();
}
