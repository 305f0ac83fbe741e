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

describe('PostgreSQL that fails under load', async () => {
  const postgres = await startPostgres({ mayCrash: true });
  after(() => postgres.end());
  const server = await startServer('demo', { DATABASE_URL: `${postgres.url}/postgres` });
  after(() => server.end());
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);

  const faults = {
    'is shut down and started again': [postgres.stop, postgres.start],
    'is killed, and recovers what it had committed': [postgres.kill, postgres.start],
    'hangs, and answers again': [postgres.freeze, postgres.thaw],
  } as const;
  for (const [what, [begin, end]] of Object.entries(faults)) {
    it(`keeps no one waiting beyond the timeouts, loses nothing, and is used again without a restart, when it ${what}`, async () => {
      await becomesReady(apiUrl, 200);
      const load = startLoad(options);
      await load.succeeds({ readings: 100, uploads: 3 });
      await begin();
      after(postgres.thaw);
      await becomesReady(apiUrl, 503);
      const refusals = () => load.answers.filter(refusedForNow).length;
      await waitUntil('all requests to be refused', () => refusals() >= options.readers.length + 1);
      assert.equal((await fetch(`${apiUrl}/healthz`)).status, 200, 'the process itself is healthy');
      await end();
      await becomesReady(apiUrl, 200);
      await load.succeeds({ readings: 100, uploads: 3 });
      await load.stop();
      assertAnswered(load, databaseLimitMs, succeeded, refusedForNow);
      await assertNothingLost(load, env, options.uploads);
    });
  }
});
