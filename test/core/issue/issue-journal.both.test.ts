import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIssueJournal } from '../../../src/core/issue/issue-journal.ts';
import { type IssueRecord, issueColumns } from '../../../src/core/issue/issue-record.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { pluck } from '../../support/pluck.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const record = (issueId: string, changes: Partial<IssueRecord> = {}) =>
  issueRecord({ issueId, objectKey: 'documents/zażółć "a".pdf', ...changes });

async function openJournal() {
  const database = await openTestDatabase(migrations);
  const { kysely } = database;
  const rowsOf = (table: 'issuedUrls' | 'issueJournal') => kysely.selectFrom(table).selectAll().execute();
  return {
    journal: createIssueJournal(database),
    other: createIssueJournal(database),
    table: async () =>
      (await kysely.selectFrom('issuedUrls').select(issueColumns).orderBy('issueId').execute()).map(
        (row) => ({
          ...row,
        }),
      ),
    journalled: async () => (await rowsOf('issueJournal')).length,
    kysely,
  };
}

describe('the journal of records', () => {
  it('moves appended records unchanged to the searched table', async () => {
    const { journal, table, journalled } = await openJournal();
    const program = record('c', { issuer: 'https://platform.example', apiKeyId: 'key-1' });
    const operator = record('d', { principalId: null, taskId: null, versionId: null });
    await journal.append([record('b'), record('a')]);
    await journal.append([program, operator]);
    assert.deepEqual(await table(), []);
    await journal.drain();
    assert.deepEqual(await table(), [record('a'), record('b'), program, operator]);
    assert.equal(await journalled(), 0);
  });

  it('keeps existing rows of the table, and the first of several records with one issue id', async () => {
    const { journal, table } = await openJournal();
    await journal.append([record('a'), record('a', { ground: 'admin' })]);
    await journal.append([record('a', { ground: 'task-staff' })]);
    await journal.drain();
    await journal.append([record('a', { ground: 'contest' })]);
    await journal.drain();
    assert.deepEqual(await table(), [record('a')]);
  });

  it('moves any number, in several steps', async () => {
    const { journal, table, journalled } = await openJournal();
    const ids = Array.from({ length: 1200 }, (_, at) => `issue-${String(at).padStart(4, '0')}`);
    for (let at = 0; at < ids.length; at += 100) {
      await journal.append(ids.slice(at, at + 100).map((id) => record(id)));
    }
    await journal.drain();
    assert.deepEqual(pluck(await table(), 'issueId'), ids);
    assert.equal(await journalled(), 0);
  });

  it('loses and duplicates nothing while two instances append and move', async () => {
    const { journal, other, table } = await openJournal();
    const ids = Array.from({ length: 300 }, (_, at) => `issue-${String(at).padStart(3, '0')}`);
    await Promise.all([
      ...ids.map((id, at) => (at % 2 === 0 ? journal : other).append([record(id)])),
      ...[journal, other, journal].map((each) => each.drain()),
    ]);
    await Promise.all([journal.drain(), other.drain()]);
    assert.deepEqual(pluck(await table(), 'issueId'), ids);
  });

  it('keeps the records in the journal when they cannot be moved', async () => {
    const { journal, table, journalled, kysely } = await openJournal();
    await journal.append([record('a')]);
    await kysely.schema.alterTable('issuedUrls').renameTo('away').execute();
    await assert.rejects(journal.drain());
    assert.equal(await journalled(), 1);
    await kysely.schema.alterTable('away').renameTo('issuedUrls').execute();
    await journal.drain();
    assert.deepEqual(await table(), [record('a')]);
  });

  it('is drained in the background until the signal ends it', async () => {
    const { journal, table, journalled, kysely } = await openJournal();
    await journal.append([record('a')]);
    await journal.drainInBackground(new AbortController().signal);
    assert.deepEqual(await table(), [record('a')]);
    await journal.append(Array.from({ length: 300 }, (_, at) => record(`b-${at}`)));
    const rows = await kysely.selectFrom('issueJournal').select('records').orderBy('id').execute();
    const sizes = rows.map(({ records }) => JSON.parse(records).length);
    assert.deepEqual(sizes, [250, 50], 'there is more than one step');
    await journal.append([record('c')]);
    await journal.drainInBackground(AbortSignal.abort());
    assert.equal(await journalled(), 2, 'the first step was done');
  });
});
