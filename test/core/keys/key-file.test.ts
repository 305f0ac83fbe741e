import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { generateSigningKey, serializeKeyRing } from 'lectern-signing';
import { openKeyFile } from '../../../src/core/keys/key-file.ts';
import type { KeyStore } from '../../../src/core/keys/key-store.ts';
import { OperatorError } from '../../../src/lib/errors.ts';
import { watchFlushes } from '../../support/watch-flushes.ts';

const folder = fs.mkdtempSync(join(tmpdir(), 'lectern-key-file-'));
after(() => fs.rmSync(folder, { recursive: true }));
const newPath = () => join(fs.mkdtempSync(join(folder, 'data-')), 'keys', 'signing-keys.json');

const clock = { nowMs: () => Date.UTC(2026, 10, 24) };
const open = (path: string) => openKeyFile({ path, origin: 'own', clock });
const openMounted = (path: string) => openKeyFile({ path, origin: 'mounted', clock });
const idsOf = (file: KeyStore) => file.ring().map(({ id }) => id);

/** Runs an action on the key file in another process, and returns the ids of its ring. */
async function inOtherProcess(path: string, action = ''): Promise<ReadonlyArray<string>> {
  const module = new URL('../../../src/core/keys/key-file.ts', import.meta.url).href;
  const code = `
    const { openKeyFile } = await import(${JSON.stringify(module)});
    const file = await openKeyFile({ path: ${JSON.stringify(path)}, origin: 'own', clock: { nowMs: () => 0 } });
    ${action};
    console.log(JSON.stringify(file.ring().map(({ id }) => id)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return JSON.parse(stdout);
}

describe('key file', () => {
  it('is created on the first start, readable only by its owner, and read on the next', async () => {
    const path = newPath();
    const file = await open(path);
    assert.equal(file.ring().length, 1);
    assert.equal(file.ring()[0].createdAtMs, clock.nowMs());
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(idsOf(await open(path)), idsOf(file));
  });

  it('is the same for processes that start together', async () => {
    const path = newPath();
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => inOtherProcess(path)));
    for (const ids of others) assert.deepEqual(ids, first);
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['signing-keys.json']);
  });

  it('shows a rotation by another process immediately', async () => {
    const path = newPath();
    const file = await open(path);
    const [old] = idsOf(file);
    const seenThere = await inOtherProcess(path, 'await file.rotate()');
    assert.equal(seenThere.length, 2);
    assert.equal(seenThere[1], old);
    assert.deepEqual(idsOf(file), seenThere);
  });

  it('rotates, removes, and stays at mode 0600', async () => {
    const path = newPath();
    const file = await open(path);
    const [old = ''] = idsOf(file);
    const added = await file.rotate();
    assert.deepEqual(idsOf(file), [added.id, old]);
    await file.remove(old);
    assert.deepEqual(idsOf(file), [added.id]);
    await assert.rejects(file.remove(added.id), { code: 'key-conflict' });
    await assert.rejects(file.remove('nope'), { code: 'key-unknown' });
    assert.deepEqual(idsOf(file), [added.id]);
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['signing-keys.json']);
  });

  it('gives the same ring object while nothing changes', async () => {
    const file = await open(newPath());
    assert.equal(file.ring(), file.ring());
  });

  it('applies changes of one process one after another', async () => {
    const file = await open(newPath());
    const [old] = idsOf(file);
    const [first, second] = await Promise.all([file.rotate(), file.rotate()]);
    assert.deepEqual(idsOf(file), [second.id, first.id, old]);
  });

  it('is flushed to the disk, including its name: when it is created and when it is changed', async () => {
    const path = newPath();
    const flushed = await watchFlushes();
    const file = await open(path);
    assert.deepEqual(await flushed([path, dirname(path), dirname(dirname(path))]), [
      path,
      dirname(path),
      dirname(dirname(path)),
    ]);
    await file.rotate();
    assert.deepEqual((await flushed([path, dirname(path)])).slice(-2), [path, dirname(path)]);
  });

  it('does not lose a change by another process: the second gets `conflict`', async () => {
    const path = newPath();
    const file = await open(path);
    fs.writeFileSync(`${path}.next`, '');
    await assert.rejects(file.rotate(), { code: 'conflict', message: /Try again/ });
    assert.ok(fs.existsSync(`${path}.next`));
  });

  it('can be changed again a minute after a process was killed while changing it', async () => {
    const path = newPath();
    const file = await open(path);
    fs.writeFileSync(`${path}.next`, '{"keys": [{"i');
    const aMinuteAgo = Date.now() / 1000 - 61;
    fs.utimesSync(`${path}.next`, aMinuteAgo, aMinuteAgo);
    const { id } = await file.rotate();
    assert.equal(idsOf(file)[0], id);
    assert.deepEqual(fs.readdirSync(dirname(path)), ['signing-keys.json']);
  });

  for (const mode of [0o640, 0o604, 0o620]) {
    it(`is refused with mode ${mode.toString(8)}, also when that changes later`, async () => {
      const path = newPath();
      const file = await open(path);
      fs.chmodSync(path, mode);
      const expected = { name: 'OperatorError', message: /chmod 600/ };
      assert.throws(() => file.ring(), expected);
      await assert.rejects(open(path), expected);
    });
  }

  for (const text of ['', '{"version": 1', '{"version": 1, "keys": []}']) {
    it(`is named with the problem when it holds ${JSON.stringify(text)}, and stays unchanged`, async () => {
      const path = newPath();
      const file = await open(path);
      fs.writeFileSync(path, text);
      for (const use of [async () => file.ring(), () => file.rotate(), () => open(path)]) {
        await assert.rejects(use, (error) => error instanceof OperatorError && error.message.includes(path));
      }
      assert.equal(fs.readFileSync(path, 'utf8'), text);
    });
  }

  it('causes an error when it vanishes while in use, and is not recreated', async () => {
    const path = newPath();
    const file = await open(path);
    fs.unlinkSync(path);
    assert.throws(() => file.ring(), { name: 'OperatorError', message: /ENOENT/ });
    assert.ok(!fs.existsSync(path));
  });

  it('causes an error when its folder cannot be created', async () => {
    const blocked = newPath();
    fs.writeFileSync(join(blocked, '..'), '');
    await assert.rejects(open(blocked), { name: 'OperatorError' });
  });
});

describe('a key file that is mounted', () => {
  const [first, second] = [generateSigningKey(1), generateSigningKey(2)];

  /** As Kubernetes mounts a secret: links to a folder that is replaced as a whole, through a new link. */
  function mount(mode = 0o440) {
    const folder = dirname(newPath());
    const path = join(folder, 'keys.json');
    let version = 0;
    fs.mkdirSync(folder);
    const swap = (...ring: Parameters<typeof serializeKeyRing>[0]) => {
      version += 1;
      fs.mkdirSync(join(folder, `..${version}`));
      fs.writeFileSync(join(folder, `..${version}`, 'keys.json'), serializeKeyRing(ring), { mode });
      fs.symlinkSync(`..${version}`, join(folder, '..data_tmp'));
      fs.renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    fs.symlinkSync('..data/keys.json', path);
    return { path, folder, swap, real: () => fs.realpathSync(path) };
  }

  it('is never created: if it is missing, an error names the setting', async () => {
    const path = newPath();
    await assert.rejects(openMounted(path), { name: 'OperatorError', message: /LECTERN_SIGNING_KEYS_FILE/ });
    assert.ok(!fs.existsSync(path));
  });

  it('is followed when the link to it is swapped', async () => {
    const { path, swap } = mount();
    swap(first);
    const file = await openMounted(path);
    assert.deepEqual(idsOf(file), [first.id]);
    swap(first, second);
    await new Promise(setImmediate);
    assert.deepEqual(idsOf(file), [first.id, second.id]);
    swap(second, first);
    await new Promise(setImmediate);
    assert.deepEqual(idsOf(file), [second.id, first.id]);
  });

  it('is reported as read-only where it is, and stays unchanged', async () => {
    const { path, swap, real } = mount();
    swap(first, second);
    const file = await openMounted(path);
    await asReader(real(), async () => {
      const expected = {
        code: 'conflict',
        message: /cannot write to .*where this file comes from/,
      };
      await assert.rejects(file.rotate(), expected);
      await assert.rejects(file.remove(second.id), expected);
      assert.deepEqual(idsOf(file), [first.id, second.id]);
    });
  });

  it('is written where its link leads, with its previous mode', async () => {
    const { path, swap, real } = mount(0o640);
    swap(first);
    const before = real();
    const { id } = await (await openMounted(path)).rotate();
    assert.equal(real(), before);
    assert.equal(fs.statSync(before).mode & 0o777, 0o640);
    assert.deepEqual(idsOf(await openMounted(path)), [id, first.id]);
  });

  for (const mode of [0o444, 0o460, 0o602]) {
    it(`is refused with mode ${mode.toString(8)}`, async () => {
      const { path, swap, real } = mount();
      swap(first);
      fs.chmodSync(real(), mode);
      await assert.rejects(openMounted(path), { name: 'OperatorError', message: /chmod 640/ });
    });
  }
});

describe('a key file that adopts the keys of another installation', () => {
  it('signs with the first of them, and still verifies with its own', async () => {
    const file = await open(newPath());
    const [own = ''] = idsOf(file);
    const theirs = [generateSigningKey(1), generateSigningKey(2)] as const;
    const expected = [...theirs.map(({ id }) => id), own];
    await file.adopt(theirs);
    assert.deepEqual(idsOf(file), expected);
    await file.adopt(theirs);
    assert.deepEqual(idsOf(file), expected, 'a second time changes nothing');
  });

  it('refuses a key that has the id of another one here: `key-conflict`', async () => {
    const file = await open(newPath());
    const [own = ''] = idsOf(file);
    await assert.rejects(file.adopt([{ ...generateSigningKey(1), id: own }]), { code: 'key-conflict' });
    assert.deepEqual(idsOf(file), [own]);
  });
});

/** Runs a step as a user who may read the file but not write to its folder; root could do anything. */
async function asReader(path: string, step: () => Promise<void>): Promise<void> {
  const above = dirname(path);
  fs.chmodSync(above, 0o555);
  const isRoot = process.geteuid?.() === 0;
  const nobody = 65_534;
  if (isRoot) {
    fs.chownSync(path, nobody, nobody);
    const top = fs.realpathSync(folder);
    for (let each = above; each.startsWith(top); each = dirname(each)) fs.chmodSync(each, 0o755);
    process.seteuid?.(nobody);
  }
  try {
    await step();
  } finally {
    if (isRoot) process.seteuid?.(0);
    fs.chmodSync(above, 0o755);
  }
}
