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

/** How often a server is killed, and how often it is frozen before each kill. */
const kills = sized(2, 1000);
const freezesPerKill = sized(4, 1);
/** A new server with a new folder starts after this many kills, because checks take longer with more data. */
const killsPerServer = 10;

/** Waits for a write below a folder, but no longer than all clients need for one request. */
async function nextWriteIn(folder: string): Promise<void> {
  const written = Promise.withResolvers<void>();
  const watcher = watch(folder, () => written.resolve());
  await Promise.race([written.promise, pause(500)]);
  watcher.close();
}

/** Waits for a random moment, the moment after a request, or the appearance or change of a file. */
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
 * Stops all threads of a process (signal(7)). Its folder is then as a SIGKILL at this moment would leave it: the kernel
 * keeps what was written, and files are copied with what is in the page cache.
 */
async function freeze(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const tasks = `/proc/${pid}/task`;
  const isStopped = (task: string) => / T \d/.test(readFileSync(join(tasks, task, 'stat'), 'utf8'));
  await waitUntil('all threads to stop', () => readdirSync(tasks).every(isStopped));
}

const copy = async (from: string, to: string) => promisify(execFile)('cp', ['-a', `${from}/.`, to]);

/** Checks a copy of a data folder, because a check of the folder itself could repair what the next kill should meet. */
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
    it(`keeps everything that it has answered, and no half-finished work (${round + 1})`, async (t) => {
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
          await pause(5); // for replies that it had already sent
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
