import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { createReaders, killWorkersUnderLoad } from '../contracts/killed-worker.ts';
import { download } from '../support/api-client.ts';
import { issueRecords } from '../support/issue-records.ts';
import { startServer } from '../support/server-process.ts';
import { createPostgresDatabase, runOnPostgres } from '../support/test-database.ts';

it('workers on PostgreSQL are replaced when they are killed under load, and every URL has its record', async () => {
  const databaseUrl = await createPostgresDatabase();
  const server = await startServer('serve --workers 2', { DATABASE_URL: databaseUrl });
  after(() => server.end());
  const { reader, taskId, pdf } = await createReaders(server);
  const urls = await killWorkersUnderLoad(server, reader, taskId);
  const rows = await runOnPostgres(databaseUrl, issueRecords.postgres);
  const recorded = new Set(rows.map(({ issueId }) => issueId));
  assert.deepEqual(
    [...urls].filter((url) => !recorded.has(new URL(url).searchParams.get('issue'))),
    [],
  );
  assert.deepEqual(await download([...urls].at(-1) as string), pdf);
  assert.equal((await server.stop()).code, 0);
});
