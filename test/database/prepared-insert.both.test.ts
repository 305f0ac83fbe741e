import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { issueColumns } from '../../src/core/issue/issue-record.ts';
import { migrations } from '../../src/features/migrations.ts';
import { issueRecord } from '../support/issue-record.ts';
import { openTestDatabase } from '../support/test-database.ts';

describe('a prepared insert', () => {
  it('writes null for a nullable column that a row omits, and refuses a row without another column', async () => {
    const database = await openTestDatabase(migrations);
    const insert = database.prepareInsert('issuedUrls', issueColumns);
    const { issuer, apiKeyId, ...written } = issueRecord({ issueId: 'a' });
    await insert([written]);
    const { ground, ...incomplete } = issueRecord({ issueId: 'b' });
    // @ts-expect-error The compiler refuses it, too.
    await assert.rejects(insert([incomplete]), /not.null/i);
    const rows = await database.kysely.selectFrom('issuedUrls').select(issueColumns).execute();
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ ...written, issuer: null, apiKeyId: null }],
    );
  });
});
