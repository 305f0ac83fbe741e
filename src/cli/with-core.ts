import { pino } from 'pino';
import { readConfig } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';

/** Runs a command on the data folder, which a running server may use too, and closes it in any case. */
export async function withCore<T>(
  run: (core: Core) => Promise<T>,
  options: Pick<CoreOptions, 'isUnsavedFine'> = {},
): Promise<T> {
  const { openCore } = await import('../core/open-core.ts');
  const core = await openCore(readConfig(process.env), { log: pino({ level: 'silent' }), ...options });
  try {
    return await run(core);
  } finally {
    await core.close();
  }
}
