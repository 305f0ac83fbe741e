import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { createApp } from '../../app.ts';
import { readConfig } from '../../config.ts';
import { printJson } from '../output.ts';

export function openapiCommand(): Command {
  return new Command('openapi')
    .description('print the OpenAPI 3.1 document of the API')
    .addHelpText('after', '\nExample:\n  $ lectern openapi > openapi.json')
    .action(async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'lectern-openapi-'));
      try {
        // The document must not depend on where it is printed, so it is that of the default settings.
        const app = await createApp(readConfig({ LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' }));
        await app.api.ready();
        printJson(app.api.swagger());
        await app.stop();
      } finally {
        await rm(dataDir, { recursive: true });
      }
    });
}
