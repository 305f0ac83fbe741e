import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { print } from '../cli/output.ts';
import { readConfig } from '../features/settings.ts';
import type { Profile } from '../lib/profile.ts';

export function openapiCommand(profile: Profile): Command {
  return new Command('openapi')
    .description('print the OpenAPI 3.1 document of the API as JSON')
    .addHelpText('after', '\nExample:\n  $ lectern openapi > openapi.json')
    .action(async () => print(await makeOpenApiDocument(profile)));
}

/** The API document of a profile as JSON, with the default settings, so that it does not depend on the environment. */
export async function makeOpenApiDocument(profile: Profile = 'course'): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lectern-openapi-'));
  try {
    const { createApp } = await import('./app.ts');
    const app = await createApp(
      readConfig({ LECTERN_PROFILE: profile, LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' }),
    );
    await app.api.ready();
    const document = layOut(app.api.swagger());
    await app.stop();
    return document;
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const lineWidth = 100;

/**
 * Formats JSON with one line for each value that fits.
 * @param column in which the value begins
 */
function layOut(value: unknown, indent = '', column = 0): string {
  const line = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || column + line.length <= lineWidth) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Object.entries(value).map(([name, member]) => {
    const begin = Array.isArray(value) ? inner : `${inner}${JSON.stringify(name)}: `;
    return begin + layOut(member, inner, begin.length);
  });
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}
