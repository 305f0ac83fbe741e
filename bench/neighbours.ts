/**
 * What a neighbour can take from others: one actor (a stranger, a student, a teacher, an admin, an API key, a platform) repeats an expensive
 * request that it is allowed to make, on as many connections as `--connections`, as fast as it is answered, and ignores `Retry-After`.
 * Meanwhile 100 quiet readers open a task and its PDF once a second. The table has the actor's answers per second, the share of refusals
 * (429 and 503), and the p99 of the readers, compared with the same readers alone just before. The server has a core, the load another.
 *
 *   npm run bench -- neighbours
 *   npm run bench -- neighbours --database sqlite,postgres --seconds 10 --only 'teacher: dry run'
 */
import { setPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { pdfOfSize } from '../test/support/api-client.ts';
import { exitOnSignals } from '../test/support/server-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import {
  type DatabaseKind,
  databaseNames,
  readDatabaseKinds,
  startDatabase,
} from './support/bench-database.ts';
import { openContestWorld } from './support/contest-world.ts';
import { runOnCore, startLectern, stop } from './support/processes.ts';
import { openQuietReaders, type QuietTimes } from './support/quiet-readers.ts';
import { readOptions } from './support/read-options.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  database: { type: 'string', default: 'sqlite' },
  connections: { type: 'string', default: '32' },
  participants: { type: 'string', default: '2000' },
  tasks: { type: 'string', default: '30' },
  /** Only actors whose name contains this. */
  only: { type: 'string', default: '' },
});
const hourMs = 3_600_000;
const [groupCount, tasksOfGroup] = [100, 10];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
}
/** The nth request of an actor. */
type Actor = (nth: number) => Call;

interface Result {
  readonly name: string;
  readonly perSecond: number;
  readonly refused: number;
  readonly quiet: QuietTimes;
  readonly beside: QuietTimes;
}

exitOnSignals();
await using stack = new AsyncDisposableStack();
runOnCore(0);
const results: Array<object> = [];
for (const kind of readDatabaseKinds(wanted.database)) await measure(kind);
if (wanted.json) process.stdout.write(`${JSON.stringify({ results })}\n`);

async function measure(kind: DatabaseKind): Promise<void> {
  const database = stack.use(await startDatabase(kind));
  const settings = {
    ...database.settings,
    ...{ LECTERN_DATA_DIR: temporaryFolder(), LECTERN_SIGN_UP: 'open', LECTERN_LOG_LEVEL: 'error' },
    LECTERN_FRESH_URLS_PER_MINUTE: '120', // the default, which other benchmarks raise
  };
  const { readers, actors } = await buildNeighbourhood(settings);
  runOnCore(0);
  const { server, port, url } = await startLectern(settings);
  stack.defer(() => stop(server));
  runOnCore(1);
  const quietReaders = stack.use(await openQuietReaders(port, readers));
  setPriority(10); // so that the actor does not delay the readers on their core
  await quietReaders.read(2);

  const row = tableOf(34, 11);
  if (!wanted.json) {
    row([
      databaseNames[kind],
      'answers/s',
      'refused',
      'detail p99',
      'alone',
      'ratio',
      'PDF p99',
      'alone',
      'ratio',
    ]);
  }
  for (const [name, actor] of Object.entries(actors)) {
    if (!name.includes(wanted.only)) continue;
    const quiet = await quietReaders.read(wanted.seconds);
    const acting = act(url, actor);
    await wait(500);
    const beside = await quietReaders.read(wanted.seconds);
    const { perSecond, refused } = await acting.stop();
    const result = { name, perSecond, refused, quiet, beside };
    results.push({ database: kind, ...summarize(result) });
    if (!wanted.json) row(cellsOf(result));
    await wait(3000); // what the server still does for the actor
  }
}

/** Repeats the requests of an actor until `stop`. */
function act(url: string, actor: Actor) {
  const end = new AbortController();
  const startMs = performance.now();
  let [sent, answered, refused] = [0, 0, 0];
  const connections = Array.from({ length: Number(wanted.connections) }, async () => {
    while (!end.signal.aborted) {
      const { method, path, token, body } = actor(sent++);
      const reply = await fetch(path.startsWith('http') ? path : `${url}${path}`, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: end.signal,
      });
      const text = await reply.text();
      answered += 1;
      if (reply.status === 429 || reply.status === 503) {
        refused += 1;
        if (!reply.headers.has('retry-after'))
          throw new Error(`${method} ${path} was refused without Retry-After`);
      } else if (reply.status >= 500 || [404, 405, 422].includes(reply.status)) {
        throw new Error(`${method} ${path} answered ${reply.status} ${text.slice(0, 300)}`);
      }
    }
  });
  const ended = Promise.all(connections).catch((error: unknown) => {
    if (!end.signal.aborted) throw error;
  });
  return {
    async stop() {
      const seconds = (performance.now() - startMs) / 1000;
      const counted = { perSecond: answered / seconds, refused: answered === 0 ? 0 : refused / answered };
      end.abort();
      await ended;
      return counted;
    },
  };
}

/** A running contest with its participants, of whom 100 read; a student with many groups; and what each actor asks for. */
async function buildNeighbourhood(settings: Record<string, string>) {
  const world = await openContestWorld(settings, Number(wanted.participants) + 3);
  const { core, owner, people } = world;
  const [student, admin, platformAdmin] = people.slice(-3) as [Person, Person, Person];
  const role = (id: string, name: 'teacher' | 'admin') =>
    sql`update "user" set role = ${name} where id = ${id}`.execute(core.database.kysely);
  await role(owner.id, 'teacher');
  for (const { id } of [admin, platformAdmin]) await role(id, 'admin');
  const contest = await world.newContest(Number(wanted.participants), pdfOfSize(48_000), {
    tasks: Number(wanted.tasks),
  });
  const nowMs = core.clock.nowMs();
  await contest.startAt(nowMs - 1000);
  const groupIds: Array<string> = [];
  const task = {
    primaryLanguage: 'en',
    visibility: 'restricted',
    visibleFrom: null,
    embargoUntil: null,
  } as const;
  for (let at = 0; at < groupCount; at += 1) {
    const { id } = await core.groups.create({ name: `Group ${at}` }, owner.id);
    groupIds.push(id);
    await core.groups.putMembers(id, [student.id, ...people.slice(0, 20).map((each) => each.id)], 'member');
    for (let number = 0; number < tasksOfGroup; number += 1) {
      const { id: taskId } = await core.tasks.create({ title: `Task ${at} ${number}`, ...task }, owner.id);
      const opensAt = nowMs + (number % 2 === 0 ? -hourMs : hourMs * (1 + number));
      await core.groups.assign(id, taskId, { opensAt, closesAt: null });
    }
  }
  const { key } = await core.apiKeys.create(
    { name: 'Bench', scopes: ['read', 'sync', 'upload', 'grant'], expiresAt: null },
    platformAdmin.id,
  );
  await world.close();

  const { contestId, taskIds } = contest;
  const [firstTaskId = ''] = taskIds;
  const inContest = `/api/v1/contests/${contestId}`;
  const get =
    (who: Person | undefined, path: string): Actor =>
    () => ({
      method: 'GET',
      path: path.startsWith('/') ? path : `/api/v1/${path}`,
      ...(who ? { token: who.token } : {}),
    });
  const send =
    (token: string | undefined, method: string, path: string, body?: (nth: number) => unknown): Actor =>
    (nth) => ({
      ...{ method, path: path.startsWith('/') ? path : `/api/v1/${path}`, body: body?.(nth) },
      ...(token === undefined ? {} : { token }),
    });
  const members = (name: string) =>
    people.slice(0, 2000).map((_, at) => ({ externalId: `member ${at}`, name: `${name} ${at}` }));
  const memberLists = [{ members: members('Member') }, { members: members('Renamed') }];
  const actors: Readonly<Record<string, Actor>> = {
    'stranger: wrong passwords': send(undefined, 'POST', '/api/auth/sign-in/email', (nth) => ({
      ...{ email: `bench-user-${nth % 500}@example.org`, password: `wrong password ${nth}` },
    })),
    'stranger: sign-ups': send(undefined, 'POST', '/api/auth/sign-up/email', (nth) => ({
      ...{ name: 'New', email: `new-${nth}@example.org`, password: `a-long-password-${nth}` },
    })),
    'stranger: settings': get(undefined, 'settings'),
    'student: openings': get(student, 'openings?limit=200'),
    'student: tasks': get(student, 'tasks?limit=200'),
    'student: search': get(student, 'tasks?limit=200&text=9%209'),
    'student: contests': get(people[0], 'contests?limit=200'),
    'student: contest': get(people[0], `${inContest}/tasks`),
    'student: 100 fresh URLs': send(people[0]?.token, 'POST', 'description-urls', () => ({ taskIds })),
    'student: fresh URL': send(people[0]?.token, 'POST', `tasks/${firstTaskId}/description-url`),
    'teacher: dry run': send(owner.token, 'DELETE', `${inContest}?dryRun=true`),
    'teacher: renames': send(owner.token, 'PATCH', inContest, (nth) => ({ name: `Contest ${nth}` })),
    'teacher: pre-flight': get(owner, `${inContest}/preflight`),
    'teacher: preview': get(owner, `${inContest}/preview?userId=${people[0]?.id}`),
    'teacher: participants': get(owner, `${inContest}/participants?limit=200`),
    'teacher: readers': get(owner, `tasks/${firstTaskId}/readers?limit=200`),
    'teacher: reads': get(owner, `${inContest}/reads`),
    'teacher: managed tasks': get(owner, 'managed-tasks?limit=200'),
    'teacher: new tasks': send(owner.token, 'POST', 'tasks', (nth) => ({
      title: `New ${nth}`,
      primaryLanguage: 'en',
    })),
    'admin: accounts': get(admin, 'accounts?limit=200&text=9'),
    'admin: issued URLs': get(admin, 'issued-urls?limit=200'),
    'admin: metrics': get(admin, 'metrics-summary'),
    'key: 100 granted URLs': send(key, 'POST', 'granted-urls', (nth) => ({
      items: people
        .slice(0, 100)
        .map((_, at) => ({ taskId: firstTaskId, reader: { externalId: `granted ${nth % 50} ${at}` } })),
    })),
    'platform: 2,000 members': send(
      key,
      'PUT',
      `groups/${groupIds[0]}/members`,
      (nth) => memberLists[nth % 2],
    ),
    'platform: an entity': send(key, 'PUT', 'contests/ext%3Abench', (nth) => ({
      name: `Synchronised ${nth}`,
      startsAt: '2026-01-01T00:00:00Z',
    })),
  };
  const readers = people.slice(100, 200).map(({ token }, at) => ({
    token,
    path: `/api/v1/tasks/${taskIds[at % taskIds.length]}`,
  }));
  return { readers, actors };
}

type Person = Awaited<ReturnType<typeof openContestWorld>>['owner'];

function p99(times: ReadonlyArray<number>): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

function summarize({ name, perSecond, refused, quiet, beside }: Result) {
  const of = (what: keyof QuietTimes) => ({ p99: p99(beside[what]), alone: p99(quiet[what]) });
  return { name, perSecond, refused, detail: of('detail'), pdf: of('pdf') };
}

function cellsOf(result: Result): ReadonlyArray<string> {
  const { name, perSecond, refused, detail, pdf } = summarize(result);
  const times = [detail, pdf].flatMap((of) => [
    ...[of.p99, of.alone].map((ms) => ms.toFixed(1)),
    (of.p99 / of.alone).toFixed(1),
  ]);
  return [`  ${name}`, perSecond.toFixed(0), `${(refused * 100).toFixed(0)} %`, ...times];
}
