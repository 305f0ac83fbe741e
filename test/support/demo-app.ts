import { cp, rm } from 'node:fs/promises';
import { pino } from 'pino';
import { createApp } from '../../src/app/app.ts';
import { seedDemoFolder } from '../../src/features/demo/seed-folder.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { freePorts } from './ports.ts';
import { newFolder } from './server-process.ts';
import type { RunningClock } from './settable-clock.ts';
import { roomyLimits, seededFolderVariable } from './variables.ts';

/**
 * A server with the demo's data in this process. @param settings of the environment, besides the ports and the data
 * folder
 */
export async function startDemoApp(settings: Readonly<Record<string, string>> = {}) {
  const dataDir = await newFolder();
  const seeded = process.env[seededFolderVariable];
  if (seeded) await cp(seeded, dataDir, { recursive: true });
  const [port, filesPort] = await freePorts();
  const config = readConfig({
    LECTERN_DATA_DIR: dataDir,
    LECTERN_PORT: String(port),
    LECTERN_FILES_PORT: String(filesPort),
    ...roomyLimits,
    ...settings,
  });
  await seedDemoFolder(config, migrations);
  let aheadMs = 0;
  /** The time of the server: it runs, and can be advanced. */
  const clock: RunningClock = {
    nowMs: () => systemClock.nowMs() + aheadMs,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
  const app = await createApp(config, { clock, log: pino({ level: 'silent' }) });
  await app.start();
  return {
    apiUrl: config.publicUrl,
    filesUrl: config.filesUrl,
    dataDir,
    clock,
    async end() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
