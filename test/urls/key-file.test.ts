import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createKeyFile, KeyFileError } from '../../src/urls/key-file.ts';

const folder = fs.mkdtempSync(join(tmpdir(), 'lectern-key-file-'));
after(() => fs.rmSync(folder, { recursive: true }));
const newPath = () => join(fs.mkdtempSync(join(folder, 'data-')), 'keys', 'signing-keys.json');

const clock = { nowMs: () => Date.UTC(2026, 10, 24) };
const open = (path: string) => createKeyFile(path, clock);
const idsOf = (file: ReturnType<typeof open>) => file.ring().map(({ id }) => id);

/** Does something with the key file in another process, and gives the ids of its ring. */
async function inOtherProcess(path: string, action = ''): Promise<ReadonlyArray<string>> {
  const module = new URL('../../src/urls/key-file.ts', import.meta.url).href;
  const code = `
    const { createKeyFile } = await import(${JSON.stringify(module)});
    const file = createKeyFile(${JSON.stringify(path)}, { nowMs: () => 0 });
    ${action};
    console.log(JSON.stringify(file.ring().map(({ id }) => id)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return JSON.parse(stdout);
}

describe('key file', () => {
  it('is made on the first start, for its owner alone, and read on the next', () => {
    const path = newPath();
    const file = open(path);
    assert.equal(file.ring().length, 1);
    assert.equal(file.ring()[0].createdAtMs, clock.nowMs());
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(idsOf(open(path)), idsOf(file));
  });

  it('is the same for processes that start together', async () => {
    const path = newPath();
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => inOtherProcess(path)));
    for (const ids of others) assert.deepEqual(ids, first);
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['signing-keys.json']);
  });

  it('shows a rotation by another process at once', async () => {
    const path = newPath();
    const file = open(path);
    const [old] = idsOf(file);
    const seenThere = await inOtherProcess(path, 'file.rotate()');
    assert.equal(seenThere.length, 2);
    assert.equal(seenThere[1], old);
    assert.deepEqual(idsOf(file), seenThere);
  });

  it('rotates, removes, and stays at mode 0600', () => {
    const path = newPath();
    const file = open(path);
    const [old = ''] = idsOf(file);
    const added = file.rotate();
    assert.deepEqual(idsOf(file), [added.id, old]);
    file.remove(old);
    assert.deepEqual(idsOf(file), [added.id]);
    assert.throws(() => file.remove(added.id), { code: 'conflict' });
    assert.throws(() => file.remove('nope'), { code: 'request-invalid' });
    assert.deepEqual(idsOf(file), [added.id]);
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(fs.readdirSync(join(path, '..')), ['signing-keys.json']);
  });

  it('gives the same ring object while nothing changes', () => {
    const file = open(newPath());
    assert.equal(file.ring(), file.ring());
  });

  it('does not lose a change that another process makes: the second gets `conflict`', () => {
    const path = newPath();
    const file = open(path);
    fs.writeFileSync(`${path}.next`, '');
    assert.throws(() => file.rotate(), { code: 'conflict', message: /signing-keys\.json\.next/ });
    assert.ok(fs.existsSync(`${path}.next`));
  });

  for (const mode of [0o640, 0o604, 0o620]) {
    it(`is refused with mode ${mode.toString(8)}, also when that changes later`, () => {
      const path = newPath();
      const file = open(path);
      fs.chmodSync(path, mode);
      const expected = { name: 'KeyFileError', message: /chmod 600/ };
      assert.throws(() => file.ring(), expected);
      assert.throws(() => open(path), expected);
    });
  }

  for (const text of ['', '{"version": 1', '{"version": 1, "keys": []}']) {
    it(`names itself and the problem when it holds ${JSON.stringify(text)}, and is left as it is`, () => {
      const path = newPath();
      const file = open(path);
      fs.writeFileSync(path, text);
      for (const use of [() => file.ring(), () => file.rotate(), () => open(path)]) {
        assert.throws(use, (error) => error instanceof KeyFileError && error.message.includes(path));
      }
      assert.equal(fs.readFileSync(path, 'utf8'), text);
    });
  }

  it('is an error when it vanishes while in use, not a reason for new keys', () => {
    const path = newPath();
    const file = open(path);
    fs.unlinkSync(path);
    assert.throws(() => file.ring(), { name: 'KeyFileError', message: /ENOENT/ });
    assert.ok(!fs.existsSync(path));
  });

  it('is an error when its folder cannot be made', () => {
    const blocked = newPath();
    fs.writeFileSync(join(blocked, '..'), '');
    assert.throws(() => open(blocked), { name: 'KeyFileError' });
  });
});
