import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskFields } from '../../../src/domain/tasks/task.ts';
import { taskStaffRemoval } from '../../../src/domain/tasks/task-staff.ts';
import { parseLanguage } from '../../../src/lib/languages.ts';
import { parseLine } from '../../../src/lib/text-line.ts';
import { openTestApp } from '../../support/app.ts';

const { core, person, task } = await openTestApp();
const { tasks } = core;
const owner = await person('teacher');

const invalid = { code: 'request-invalid' };

describe('tasks', () => {
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
  });

  it('keep one of two owners who leave at the same time', async () => {
    const [{ id }, other] = [await task(owner), await person('teacher')];
    await core.taskStaff.put(id, other.id, 'owner');
    const left = await Promise.allSettled(
      [owner, other].map((each) => core.revocations.change(taskStaffRemoval(id, each.id))),
    );
    assert.deepEqual(left.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await core.taskStaff.list(id, { after: undefined, limit: 10 })).total, 1);
  });
});

describe('one line of text', () => {
  it('is refused if it is empty, or has a control character or half a surrogate pair', () => {
    const breaks = ['\n', '\r', '\u0000', '\u0085', '\u2028', '\u2029', '\ud800'];
    for (const text of ['', '   ', ...breaks.map((each) => `a${each}b`)]) {
      assert.throws(() => parseLine(text, 'title'), invalid, JSON.stringify(text));
      assert.throws(() => taskFields.parse({ title: text }), invalid, JSON.stringify(text));
    }
  });

  it('keeps what people write', () => {
    for (const text of ['a', 'Übung – 第一章 🦉', 'שלום', '<b>&"\'']) {
      assert.equal(parseLine(text, 'title'), text);
    }
  });
});

describe('a language tag (BCP 47)', () => {
  // Canonical case by RFC 5646 §2.1.1; "iw" is deprecated for "he" in the IANA registry.
  it('has one canonical form', () => {
    for (const [tag, canonical] of [
      ['en', 'en'],
      ['EN-gb', 'en-GB'],
      ['zh-hans-cn', 'zh-Hans-CN'],
      ['iw', 'he'],
    ] as const) {
      assert.equal(parseLanguage(tag), canonical);
    }
  });

  it('is refused in any other format', () => {
    for (const tag of ['', 'e', 'en_GB', 'en-', 'not a tag', 'x'.repeat(9), '../en', 'en;q=1', '*']) {
      assert.throws(() => parseLanguage(tag), invalid, JSON.stringify(tag));
    }
  });
});
