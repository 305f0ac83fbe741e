import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { print } from '../cli/output.ts';
import { readConfig } from '../features/settings.ts';

export function openapiCommand(): Command {
  return new Command('openapi')
    .description('print the OpenAPI 3.1 document of the API')
    .addHelpText('after', '\nExample:\n  $ lectern openapi > openapi.json')
    .action(async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'lectern-openapi-'));
      try {
        const { createApp } = await import('./app.ts');
        // The document must not depend on where it is printed, so it is that of the default settings.
        const app = await createApp(readConfig({ LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' }));
        await app.api.ready();
        print(layOut(app.api.swagger()));
        await app.stop();
      } finally {
        await rm(dataDir, { recursive: true });
      }
    });
}

const lineWidth = 100;

/**
 * JSON in which what fits into a line stands on one line.
 * @param column where on its line the value begins
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
