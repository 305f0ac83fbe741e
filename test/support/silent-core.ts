import { pino } from 'pino';
import { type CoreOptions, openCore } from '../../src/core/open-core.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';

/** The core of a server with the data of an installation, without a log. Its caller closes it. */
export const openSilentCore = (
  environment: Readonly<Record<string, string>>,
  options: Pick<CoreOptions, 'clock'> = {},
) => openCore(readConfig(environment), { migrations, ...options, log: pino({ level: 'silent' }) });
