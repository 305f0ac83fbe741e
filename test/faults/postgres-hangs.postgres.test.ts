import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startPostgres } from '../servers/postgres.ts';
import {
  assertAnswered,
  assertNothingLost,
  becomesReady,
  databaseLimitMs,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

describe('PostgreSQL that hangs under load', async () => {
  const postgres = await startPostgres({ mayCrash: true });
  after(() => postgres.end());
  const server = await startServer('demo', { DATABASE_URL: `${postgres.url}/postgres` });
  after(() => server.end());
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);

  it('keeps no one waiting beyond the timeouts, and is used again as soon as it answers', async () => {
    await becomesReady(apiUrl, 200);
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 3 });
    postgres.freeze();
    after(postgres.thaw);
    await becomesReady(apiUrl, 503);
    const refusals = () => load.answers.filter(refusedForNow).length;
    await waitUntil('all requests to be refused', () => refusals() >= options.readers.length + 1);
    assert.equal((await fetch(`${apiUrl}/healthz`)).status, 200, 'the process itself is healthy');
    postgres.thaw();
    await becomesReady(apiUrl, 200);
    await load.succeeds({ readings: 100, uploads: 3 });
    await load.stop();
    assertAnswered(load, databaseLimitMs, succeeded, refusedForNow);
    await assertNothingLost(load, env, options.uploads);
  });
});
