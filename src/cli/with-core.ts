import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { type Core, openCore } from '../core.ts';

/** Runs a command on the data folder, also beside a running server, and lets go of it in any case. */
export async function withCore<T>(run: (core: Core) => Promise<T>): Promise<T> {
  const core = await openCore(readConfig(process.env), { log: pino({ level: 'silent' }) });
  try {
    return await run(core);
  } finally {
    await core.close();
  }
}
