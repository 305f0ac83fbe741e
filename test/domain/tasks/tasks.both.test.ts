import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskFields } from '../../../src/domain/tasks/task.ts';
import { parseLanguage } from '../../../src/lib/languages.ts';
import { parseLine } from '../../../src/lib/text-line.ts';
import { openTestApp } from '../../support/app.ts';

const { core, clock, person, task } = await openTestApp();
const { tasks, taskStaff } = core;
const owner = await person('teacher');

const invalid = { code: 'request-invalid' };

describe('tasks', () => {
  it('belong to their creator, as an owner', async () => {
    const created = await task(owner, { title: 'Sum of Squares' });
    assert.match(created.id, /^[\da-f]{8}-[\da-f]{4}-7/); // a UUIDv7, RFC 9562 §5.7
    assert.equal(created.createdAt, clock.nowMs());
    assert.deepEqual({ ...(await tasks.find(created.id)) }, created);
    assert.equal(await taskStaff.roleOf(created.id, owner.id), 'owner');
  });

  it('keep the order in which they were created, even within one millisecond', async () => {
    const ids: Array<string> = [];
    for (let at = 0; at < 20; at += 1) ids.push((await task(owner)).id);
    assert.deepEqual(ids.toSorted(), ids);
  });

  it('store titles in Unicode NFC, trimmed, and languages in canonical form (RFC 5646 §4.5)', async () => {
    const decomposed = 'Zaz\u0307o\u0301\u0142c\u0301';
    const created = await task(owner, { title: ` ${decomposed} `, primaryLanguage: 'PT-br' });
    assert.equal(created.title, 'Zażółć');
    assert.equal(created.primaryLanguage, 'pt-BR');
    const changed = await tasks.change(created.id, { title: `${decomposed}!`, primaryLanguage: 'EN' });
    assert.equal(changed.title, 'Zażółć!');
    assert.deepEqual(await tasks.find(created.id), changed);
  });

  it('change only what is given, and the time of the change', async () => {
    const created = await task(owner, { embargoUntil: 5 });
    clock.advance(1000);
    assert.deepEqual(
      { ...(await tasks.change(created.id, { title: 'New' })) },
      { ...created, title: 'New', updatedAt: created.updatedAt + 1000 },
    );
    assert.equal((await tasks.change(created.id, { embargoUntil: null })).embargoUntil, null);
  });

  it('are open to everyone only with a date: an empty one must not open a task by accident', async () => {
    await assert.rejects(task(owner, { visibility: 'signed-in' }), invalid);
    const created = await task(owner, { visibility: 'signed-in', visibleFrom: 0 });
    await assert.rejects(tasks.change(created.id, { title: 'New', visibleFrom: null }), invalid);
    assert.deepEqual({ ...(await tasks.find(created.id)) }, created);
    await tasks.change(created.id, { visibility: 'restricted', visibleFrom: null });
    await assert.rejects(tasks.change(created.id, { visibility: 'signed-in' }), invalid);
  });

  it('are not found after they are deleted', async () => {
    const [kept, deleted] = [await task(owner), await task(owner)];
    await tasks.remove(deleted.id);
    await assert.rejects(tasks.find(deleted.id), { code: 'not-found' });
    await assert.rejects(tasks.change(deleted.id, { title: 'New' }), { code: 'not-found' });
    const found = await core.taskDetails.ofMany([kept.id, deleted.id, 'unknown']);
    assert.deepEqual([...found], [[kept.id, await core.taskDetails.of(kept.id)]]);
    assert.equal((await core.taskDetails.ofMany([])).size, 0);
    assert.equal(await core.taskDetails.of(deleted.id), undefined);
  });
});

describe('one line of text', () => {
  for (const text of [
    '',
    '   ',
    'a\nb',
    'a\rb',
    'a\u0000b',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    'a\ud800b',
  ]) {
    it(`is refused as ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseLine(text, 'title'), invalid);
      assert.throws(() => taskFields.parse({ title: text }), invalid);
    });
  }

  it('keeps what people write', () => {
    for (const text of ['a', 'Übung – 第一章 🦉', 'שלום', '<b>&"\''])
      assert.equal(parseLine(text, 'title'), text);
  });
});

describe('a language tag (BCP 47)', () => {
  // Canonical case by RFC 5646 §2.1.1; "iw" is deprecated for "he" in the IANA registry.
  for (const [tag, canonical] of [
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['iw', 'he'],
  ] as const) {
    it(`is ${canonical} for ${tag}`, () => assert.equal(parseLanguage(tag), canonical));
  }

  for (const tag of ['', 'e', 'en_GB', 'en-', 'not a tag', 'x'.repeat(9), '../en', 'en;q=1', '*']) {
    it(`is refused as ${JSON.stringify(tag)}`, () => assert.throws(() => parseLanguage(tag), invalid));
  }
});
