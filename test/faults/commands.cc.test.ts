import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { removeLeftovers } from '../../src/lib/durable-file.ts';
import { startCliForSettings } from '../support/cli-process.ts';
import { type Flow, kills, tryAllFaults } from '../support/disk-trials.ts';
import { createFailingDisk } from '../support/failing-disk.ts';
import { letPass } from '../support/let-pass.ts';
import { startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sized } from '../support/test-size.ts';
import { filesOf, rowsOfSqlite } from '../support/whole-content.ts';

/** Sweeps what is older than a minute, as a server does. */
async function sweep(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  for (const name of ['signing-keys.json', 'auth-secret']) {
    await removeLeftovers(join(dataDir, name), Date.now() + 1000);
  }
}

describe('a command whose calls to the disk fail one by one', async () => {
  const folder = temporaryFolder();
  const disk = createFailingDisk(folder);
  const lectern = startCliForSettings(disk.environment);
  let made = 0;
  const newPath = () => join(folder, `path-${++made}`);
  const settings = (dataDir: string) => ({ LECTERN_DATA_DIR: dataDir, LECTERN_LOG_LEVEL: 'silent' });

  const source = newPath();
  const server = await startServer('demo', { LECTERN_DATA_DIR: source });
  await server.stop();
  const content = (dataDir: string) => ({ rows: rowsOfSqlite(dataDir), files: filesOf(dataDir) });
  const whole = content(source);
  const isWhole = (dataDir: string) => {
    assert.deepEqual(content(dataDir), whole);
    return true;
  };

  /** The outcome: done, refused with an error message and its exit code, or what it printed instead. */
  async function run(args: ReadonlyArray<string>, dataDir: string) {
    const { code, stderr, stdout } = await lectern(args, settings(dataDir));
    if (code === 0) return 'done';
    if (code === -1) return 'killed';
    const isSentence = /^lectern: [^\n]+\n$/m.test(stderr) && !/^ +at /m.test(stderr);
    // A file that cannot be read is named, and the command continues with the others.
    const isNamed = code === 1 && /^documents\/\S+ cannot be read \(EIO\)$/m.test(stderr);
    return (code === 3 && isSentence) || isNamed ? 'refused' : `it ended with ${code}: ${stderr}${stdout}`;
  }

  const backup = newPath();
  assert.equal(await run(['backup', backup], source), 'done');

  const flows: ReadonlyArray<Flow> = [
    {
      name: 'lectern backup',
      async begin() {
        let to = newPath();
        return {
          async act() {
            // What a failed backup left would block the next one.
            if (existsSync(to)) to = newPath();
            return run(['backup', to], source);
          },
          async isDone() {
            const restored = newPath();
            const answer = await run(['restore', to], restored);
            if (answer !== 'done') return false;
            isWhole(restored);
            rmSync(restored, { recursive: true });
            rmSync(to, { recursive: true });
            return true;
          },
        };
      },
    },
    {
      name: 'lectern restore',
      async begin() {
        const to = newPath();
        return {
          act: () => run(['restore', backup], to),
          isDone: async () => existsSync(to) && isWhole(to),
        };
      },
    },
    {
      name: 'lectern keys rotate',
      async begin() {
        const dataDir = newPath();
        assert.equal(await run(['restore', backup], dataDir), 'done');
        const ring = join(dataDir, 'signing-keys.json');
        const countKeys = () => JSON.parse(readFileSync(ring, 'utf8')).keys.length;
        let before = countKeys();
        return {
          async act() {
            before = countKeys();
            await letPass(90, `${ring}.next`); // a lock is taken over after a minute
            return run(['keys', 'rotate'], dataDir);
          },
          isDone: async () => countKeys() > before && 'perhaps', // its name may not be flushed
        };
      },
    },
    {
      name: 'the first start',
      async begin() {
        const to = newPath();
        let answer: string | undefined;
        return {
          async act() {
            answer = await run(['keys', 'list'], to);
            return answer;
          },
          async isDone() {
            if (answer === 'killed') await sweep(to);
            if (!existsSync(join(to, 'signing-keys.json'))) return false;
            const names = await readdir(to);
            const others = names.filter(
              (name) =>
                !/^(lectern\.db(-wal|-shm)?|files|auth-secret|revoked|signing-keys\.json)$/.test(name),
            );
            assert.deepEqual(others, []);
            return 'perhaps'; // the next step may have failed
          },
        };
      },
    },
  ];

  for (const flow of flows) {
    it(`${flow.name} is done or fails with an error message on a disk that fails, and works again afterwards`, async (test) => {
      const { trials, done, refused, wrong } = await tryAllFaults(disk, flow, { every: sized(47, 1) });
      test.diagnostic(`${trials} faults: ${refused} refused, ${done} done, ${wrong.length} wrong`);
      assert.deepEqual(wrong, []);
    });

    it(`${flow.name} leaves no half-finished work when it is killed, and works again afterwards`, async (test) => {
      const { killed, wrong } = await tryAllFaults(disk, flow, { faults: kills, every: sized(127, 1) });
      test.diagnostic(`${killed} kills, ${wrong.length} wrong`);
      assert.deepEqual(wrong, []);
      assert.ok(killed > 0);
    });
  }
});
