/**
 * How the access query and the first page of the list grow from 1,000 tasks to 1,000,000, with 100,000 accounts and 5,000,000 memberships
 * and assignments: medians of both, alternating in the same run.
 *
 *   npm run bench -- growth                       fills 2 GB in the temporary folder, removed at the end
 *   npm run bench -- growth --database postgres   the same rows in PostgreSQL
 *   npm run bench -- growth --small               20,000 tasks instead, in seconds
 */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decide } from '../src/core/decide/decide.ts';
import { createGrounds } from '../src/core/decide/grounds.ts';
import type { Core } from '../src/core/open-core.ts';
import type { Role } from '../src/domain/accounts/principal.ts';
import { noFilter } from '../test/support/no-filter.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { openSilentCore } from '../test/support/silent-core.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { type DatabaseKind, readDatabaseKinds, startDatabase } from './support/bench-database.ts';
import { copyToPostgres } from './support/copy-to-postgres.ts';
import { fillWorld } from './support/growing-world.ts';
import { median } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { createRandom } from './support/seeded-random.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite' },
  small: { type: 'boolean', default: false },
  rounds: { type: 'string', default: '9' },
});
const [kind] = readDatabaseKinds(wanted.database) as [DatabaseKind];
const sizes = { small: 1000, large: wanted.small ? 20_000 : 1_000_000 };
const limits = { decision: 1.5, list: 3 };
const { rounds, isCounted } = wanted;
/** Fewer for a database server, where each takes many times as long. */
const [decisionsARound, listsARound] = kind === 'sqlite' ? [4000, 60] : [1000, 12];
const pageSize = 50;
const nowMs = Date.now();

interface Reader {
  readonly id: string;
  readonly role: Role;
}

exitOnSignals();
const dataDir = temporaryFolder();
await using stack = new AsyncDisposableStack();

/** Shows progress, unless a program reads the output. */
const say = (text: string) => void (wanted.json || process.stdout.write(text));

async function openWorld(name: string, tasks: number) {
  const folder = join(dataDir, name);
  await mkdir(folder);
  const path = join(folder, 'lectern.db');
  const startedMs = performance.now();
  const world = await fillWorld(path, tasks, nowMs);
  const seconds = (performance.now() - startedMs) / 1000;
  say(
    `${world.tasks} tasks, ${world.people} accounts, ${world.links} memberships and assignments: ${(
      (await stat(path)).size / 2 ** 20
    ).toFixed(0)} MiB, filled in ${seconds.toFixed(0)} s\n`,
  );
  const { settings } = stack.use(await startDatabase(kind));
  const core = await openSilentCore(
    { ...settings, LECTERN_DATA_DIR: folder },
    { clock: { nowMs: () => nowMs } },
  );
  stack.defer(() => core.close());
  if (kind === 'postgres') {
    const copyStartedMs = performance.now();
    await copyToPostgres(path, settings['DATABASE_URL'] as string);
    say(`copied in ${((performance.now() - copyStartedMs) / 1000).toFixed(0)} s\n`);
  }
  return { ...(await sample(core)), core, grounds: createGrounds(core.database) };
}

/** Readers of each kind, and pairs of a reader and a task: half from the reader's groups, half random. */
async function sample({ database: { kysely } }: Core) {
  const random = createRandom(7);
  const one = <T>(list: ReadonlyArray<T>) => list[Math.floor(random() * list.length)] as T;
  const people = (await kysely.selectFrom('user').select(['id', 'role']).execute()) as Array<Reader>;
  const nobody = people.at(-1) as Reader;
  const tasks = await kysely.selectFrom('tasks').select('id').execute();
  const readers = {
    student: people.filter(({ role, id }) => role === 'student' && id !== nobody.id),
    teacher: people.filter(({ role }) => role === 'teacher'),
    admin: people.filter(({ role }) => role === 'admin'),
    'a person with nothing': [nobody],
  };
  const pairs: Array<{ reader: Reader; taskId: string }> = [];
  while (pairs.length < decisionsARound) {
    const reader = one(readers.student);
    const theirs = await kysely
      .selectFrom('groupMembers as membership')
      .innerJoin('groupTasks as assignment', 'assignment.groupId', 'membership.groupId')
      .where('membership.userId', '=', reader.id)
      .select('assignment.taskId')
      .execute();
    pairs.push(
      { reader, taskId: one(theirs).taskId },
      { reader: one(readers.student), taskId: one(tasks).id },
    );
  }
  return { readers, pairs, one };
}

type World = Awaited<ReturnType<typeof openWorld>>;
const large = await openWorld('large', sizes.large);
const small = await openWorld('small', sizes.small);

/** Microseconds of one step. */
async function time(step: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await step();
  return (performance.now() - startedMs) * 1000;
}

async function medianDecision({ pairs, grounds }: World): Promise<number> {
  const times: Array<number> = [];
  for (const { reader, taskId } of pairs) {
    times.push(await time(async () => decide(reader, taskId, await grounds.of(reader, taskId), nowMs)));
  }
  return median(times);
}

const medianPage =
  (kind: keyof World['readers']) =>
  async ({ core, readers, one }: World): Promise<number> => {
    const times: Array<number> = [];
    const page = { after: undefined, limit: pageSize, ...noFilter };
    for (let count = 0; count < listsARound; count += 1) {
      const { id, role } = one(readers[kind]);
      const principal = { id, role, name: '', email: null, unverifiedEmail: null };
      times.push(await time(() => core.access.readableTasks(principal, page)));
    }
    return median(times);
  };

const measures = [
  { name: 'one decision', limit: limits.decision, measure: medianDecision },
  ...(Object.keys(small.readers) as Array<keyof World['readers']>).map((kind) => ({
    name: `first page of the list: ${kind}`,
    limit: limits.list,
    measure: medianPage(kind),
  })),
].map((entry) => ({ ...entry, small: [] as Array<number>, large: [] as Array<number> }));

for (let round = 0; round <= rounds; round += 1) {
  for (const { measure, ...times } of measures) {
    const [ofSmall, ofLarge] = [await measure(small), await measure(large)];
    if (!isCounted(round)) continue;
    times.small.push(ofSmall);
    times.large.push(ofLarge);
  }
}

const results = measures.map(({ name, limit, ...times }) => {
  const ratios = times.large.map((value, round) => value / (times.small[round] as number));
  const ratio = { min: Math.min(...ratios), median: median(ratios), max: Math.max(...ratios) };
  return { name, smallUs: median(times.small), largeUs: median(times.large), ratio, limit };
});
if (wanted.json) process.stdout.write(`${JSON.stringify({ sizes, rounds, results }, null, 2)}\n`);
else {
  const line = tableOf(46, 11);
  line([`medians of ${rounds} rounds`, 'small, µs', 'large, µs', 'ratio: min', 'median', 'max', 'limit']);
  for (const { name, smallUs, largeUs, ratio, limit } of results) {
    const times = [smallUs, largeUs].map((us) => us.toFixed(1));
    line([name, ...times, ...[...Object.values(ratio), limit].map((value) => value.toFixed(2))]);
  }
}
if (results.some(({ ratio, limit }) => ratio.median > limit)) process.exitCode = 1;
