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
import { startServer } from '../support/server-process.ts';

describe('PostgreSQL that goes down under load', async () => {
  const postgres = await startPostgres({ mayCrash: true });
  after(() => postgres.end());
  const server = await startServer('demo', { DATABASE_URL: `${postgres.url}/postgres` });
  after(() => server.end());
  const { apiUrl, env } = server;
  const options = await prepareLoad(apiUrl);

  const faults = {
    'is shut down and started again': postgres.stop,
    'is killed, and recovers what it had committed': postgres.kill,
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`loses no record and no upload, and needs no restart of Lectern, when it ${what}`, async () => {
      await becomesReady(apiUrl, 200);
      const load = startLoad(options);
      await load.succeeds({ readings: 100, uploads: 3 });
      await fault();
      await becomesReady(apiUrl, 503);
      await postgres.start();
      await becomesReady(apiUrl, 200);
      await load.succeeds({ readings: 100, uploads: 3 });
      await load.stop();
      assertAnswered(load, databaseLimitMs, succeeded, refusedForNow);
      await assertNothingLost(load, env, options.uploads);
    });
  }
});
