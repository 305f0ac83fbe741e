import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import type { LecternApiError } from 'lectern-client';
import type { Cli } from '../../cli/cli.ts';
import { hint } from '../../cli/output.ts';
import { otherHost } from '../../config/remote-address.ts';
import { apiKeyPrefix } from '../../domain/accounts/api-key-format.ts';
import { OperatorError } from '../../lib/errors.ts';
import { parsePlainUrl } from '../../lib/setting.ts';

/** The options of a command that calls a server. */
export interface ServerOptions {
  readonly url: string;
  readonly keyFile?: string;
}

export const withServerOptions = (command: Command): Command =>
  command
    .requiredOption('--url <url>', 'address of the server, such as https://lectern.example.org')
    .option('--key-file <file>', 'file with an API key (default: the environment variable LECTERN_API_KEY)');

/** @throws OperatorError */
export async function openServer(options: ServerOptions, environment: Cli['environment']) {
  const url = parsePlainUrl(options.url);
  if (!url) {
    throw settingsError(
      '--url is not valid. Give the address of a server, such as https://lectern.example.org.',
    );
  }
  if (url.protocol === 'http:' && otherHost(url))
    hint('lectern: The API key is sent unencrypted. Use https.');
  return {
    baseUrl: url.href.replace(/\/+$/, ''),
    apiKey: await readApiKey(options.keyFile, environment),
    onPause: (pauseMs: number, { code }: Pick<LecternApiError, 'code'>) => {
      if (code !== 'network' && pauseMs < 5000) return;
      const why = code === 'network' ? `${url.origin} does not respond` : 'The server is busy';
      hint(`lectern: ${why}. Waiting ${Math.ceil(pauseMs / 1000)} s.`);
    },
  };
}

/** An error in the arguments or in the environment of a command. */
export const settingsError = (message: string) => new OperatorError(message, { kind: 'settings' });

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
    throw settingsError(`There is no API key. Give a file with --key-file, or set ${variable}.`);
  }
  const key = text.trim();
  if (pattern.test(key)) return key;
  const place = file === undefined ? variable : file;
  throw settingsError(
    `${place} does not contain an API key. It must contain only the key, which begins with "${apiKeyPrefix}".`,
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
