import { pino } from 'pino';
import { readConfig } from '../config.ts';
import type { Core } from '../core.ts';

/** Runs a command on the data folder, which a running server may use too, and closes it in any case. */
export async function withCore<T>(run: (core: Core) => Promise<T>): Promise<T> {
  const { openCore } = await import('../core.ts');
  const core = await openCore(readConfig(process.env), { log: pino({ level: 'silent' }) });
  try {
    return await run(core);
  } finally {
    await core.close();
  }
}
