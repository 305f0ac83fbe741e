import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, watch } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type AcknowledgedWork, startAcknowledgedWork } from '../support/acknowledged-work.ts';
import { assertWholeAfterKill } from '../support/after-kill.ts';
import { letPass } from '../support/let-pass.ts';
import { newFolder, type ServerProcess, startServer, waitUntil } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

/** How often a server is killed, and how often it is frozen before each time. */
const kills = sized(2, 1000);
const freezesPerKill = sized(4, 1);
/** After so many kills a server with a new folder follows, as checking grows with what there is. */
const killsPerServer = 10;

/** Waits until something is written below a folder, and no longer than it takes all clients to do something. */
async function nextWriteIn(folder: string): Promise<void> {
  const written = Promise.withResolvers<void>();
  const watcher = watch(folder, () => written.resolve());
  await Promise.race([written.promise, pause(500)]);
  watcher.close();
}

/** Moments at which to strike: any, right after a request was sent, and when a file has just appeared or changed. */
async function strike({ dataDir }: ServerProcess, work: AcknowledgedWork): Promise<void> {
  await pause(randomInt(120));
  const aims = [
    async () => {},
    () => work.nextRequest(),
    () => nextWriteIn(join(dataDir, 'files/incoming')),
    () => nextWriteIn(dataDir),
  ];
  await aims[randomInt(aims.length)]?.();
  if (randomInt(2) === 0) await pause(randomInt(4));
}

/**
 * Stops all threads of a process where they are (signal(7)). Its folder is then as a SIGKILL at this moment would
 * leave it, as the kernel keeps what was written: files are copied with what is in the page cache.
 */
async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const tasks = `/proc/${pid}/task`;
  const isStopped = (task: string) => / T \d/.test(readFileSync(join(tasks, task, 'stat'), 'utf8'));
  await waitUntil('all threads to stop', () => readdirSync(tasks).every(isStopped));
}

const copy = async (from: string, to: string) => promisify(execFile)('cp', ['-a', `${from}/.`, to]);

/** Checks a copy of a data folder, so that nothing is repaired that the next kill could have met. */
async function assertCopyIsWhole(server: ServerProcess, work: AcknowledgedWork): Promise<void> {
  const folder = await newFolder();
  try {
    await copy(server.dataDir, folder);
    await assertWholeAfterKill({ ...server.env, LECTERN_DATA_DIR: folder }, work.acknowledged);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a server that is killed at a random moment, under load', () => {
  for (let round = 0; round * killsPerServer < kills; round += 1) {
    it(`keeps all that it has answered, and nothing by halves (${round + 1})`, async (t) => {
      const server = await startServer('demo');
      const keyLock = join(server.dataDir, 'signing-keys.json.next');
      const work = await startAcknowledgedWork(server.apiUrl, () => letPass(90, keyLock));
      t.after(async () => {
        const stopped = work.stop();
        await server.end();
        await stopped;
      });
      await waitUntil('everything to have been done once', () =>
        Object.values(work.acknowledged).every(({ size }) => size > 0),
      );
      for (let kill = 0; kill < Math.min(kills, killsPerServer); kill += 1) {
        for (let times = 0; times < freezesPerKill; times += 1) {
          await strike(server, work);
          await freeze(server.pid);
          await pause(5); // for what it had sent already
          await assertCopyIsWhole(server, work);
          process.kill(server.pid, 'SIGCONT');
        }
        await strike(server, work);
        assert.equal((await server.kill()).signal, 'SIGKILL');
        await assertCopyIsWhole(server, work);
        await server.start();
      }
      assert.deepEqual(work.unexpected, []);
    });
  }
});
