import { open } from 'node:fs/promises';
import { apiKeyPrefix } from '../../domain/accounts/api-key-format.ts';
import { OperatorError } from '../../lib/errors.ts';

const variable = 'LECTERN_API_KEY';
/** Matches keys of any version of the server. */
const pattern = new RegExp(`^${apiKeyPrefix}[0-9A-Za-z_-]{8,200}$`);
/** Longer than any key. */
const maxBytes = 1024;

/**
 * Reads the API key from a file, or else from the environment. It cannot be an argument, because process lists and
 * shell histories would show it. Text that does not look like a key is never sent, because it may be another secret.
 * @throws OperatorError, which never quotes it; errors of the system
 */
export async function readApiKey(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const text = file === undefined ? environment[variable] : await readStart(file);
  if (text === undefined || text.trim() === '') {
    throw new OperatorError(`There is no API key. Give a file with --key-file, or set ${variable}.`, {
      kind: 'settings',
    });
  }
  const key = text.trim();
  if (pattern.test(key)) return key;
  const place = file === undefined ? variable : file;
  throw new OperatorError(
    `${place} does not contain an API key. It must contain only the key, which begins with "${apiKeyPrefix}".`,
    {
      kind: 'settings',
    },
  );
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, null);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
