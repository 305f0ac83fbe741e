/**
 * The start of a contest too large for one machine, simulated: arrivals, instances and the database as queues, with measured service times.
 * Compare the rows of 1,000, 5,000 and 20,000 participants on one core and SQLite with `contest-start`, which runs them.
 *
 *   npm run bench -- contest-simulation
 *   npm run bench -- contest-simulation --request-us 60 --statement-us 400 --row-us 15 --within-ms 10000
 *
 * Times are microseconds of a core: of an instance for each request (`task-detail` shows them), and of the database for each statement and
 * for each request in it (`pg_stat_statements`).
 */
import { readOptions } from './support/read-options.ts';
import { type ServiceTimes, simulateStart } from './support/simulated-start.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  'request-us': { type: 'string', default: '100' },
  'statement-us': { type: 'string', default: '300' },
  'row-us': { type: 'string', default: '25' },
  'within-ms': { type: 'string', default: '1000' },
});
const withinMs = Number(wanted['within-ms']);
const remote: ServiceTimes = {
  request: Number(wanted['request-us']),
  statement: Number(wanted['statement-us']),
  row: Number(wanted['row-us']),
};
/** SQLite's reads and commits are part of a request's time. */
const inside: ServiceTimes = { ...remote, statement: 0, row: 0 };

const places = [
  { name: 'SQLite, 1 process', instances: 1, databaseCores: 0, times: inside },
  ...[2, 4, 8, 16].map((cores) => ({
    name: `PostgreSQL on ${cores} cores, ${cores} processes`,
    ...{ instances: cores, databaseCores: cores, times: remote },
  })),
];

const results = places.flatMap(({ name, ...place }) =>
  [1000, 5000, 20_000, 100_000].map((participants) => {
    const waits = simulateStart({ participants, withinMs, ...place });
    const at = (share: number) =>
      Number(waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]?.toFixed(1));
    return { name, participants, p50Ms: at(0.5), p99Ms: at(0.99), lastMs: at(1) };
  }),
);

if (wanted.json) process.stdout.write(`${JSON.stringify({ withinMs, times: remote, results }, null, 2)}\n`);
else {
  const line = tableOf(40, 14);
  line([`all ask within ${withinMs} ms; waits in ms`, 'participants', 'p50', 'p99', 'last']);
  for (const { name, participants, p50Ms, p99Ms, lastMs } of results) {
    line([name, ...[participants, p50Ms, p99Ms, lastMs].map(String)]);
  }
}
