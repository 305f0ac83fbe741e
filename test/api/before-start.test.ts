import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentVersion } from '../../src/domain/tasks/document-versions.ts';
import { openSealing } from '../../src/features/envelopes/open.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { operations } from '../properties/api-operations.ts';
import { openTestApp, type Person, type Reply } from '../support/app.ts';
import { attachFile } from '../support/attach-file.ts';
import { countQueries } from '../support/count-queries.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { sized } from '../support/test-size.ts';

const { core, clock, person, task, publish, group, contest: newContest } = await openTestApp();
const { contestTasks, contestPeople } = core;
const readOperations = operations.filter(({ method }) => method === 'GET');

const startsAt = clock.nowMs() + hourMs;
const language = 'sr-Latn-RS';
const author = await person('teacher', 'Zofia Hidden-Author');
const host = await person('teacher');
const slot = { label: 'Q7X', position: 7741, opensAt: null, closesAt: null };

/** A contest with a hidden task, participants of every kind, and one person who reads the task elsewhere. */
async function makeContest(ownWindow: { opensAt: number | null } = { opensAt: null }) {
  const hidden = await task(author, { title: 'Kangaroo Crossing', primaryLanguage: language });
  const version = await publish(hidden, author, language);
  const attachmentId = await attachFile(core, hidden.id, author.id);
  const times = { startsAt, endsAt: startsAt + 4 * hourMs };
  const [direct, delayed, throughGroup, staffElsewhere, readsElsewhere] = [
    await person(),
    await person(),
    await person(),
    await person('teacher'),
    await person(),
  ];
  const invited = await group(host, { name: 'Invited', members: [throughGroup] });
  const contest = await newContest(host, {
    ...{ ...times, afterEnd: 'signed-in', prefetchFrom: startsAt - hourMs },
    ...{ participants: [direct, staffElsewhere, readsElsewhere], groups: [invited] },
  });
  await contestPeople.putParticipants(contest, [delayed.id], { delaySeconds: 600, extraSeconds: 60 });
  const slotOfHidden = { ...slot, ...ownWindow, taskId: hidden.id };
  await contestTasks.put(contest, slotOfHidden);

  await newContest(host, { name: 'Other', ...times, staff: [staffElsewhere] });
  const course = await group(host, { name: 'Course', staff: [staffElsewhere] });
  const open = await group(host, { members: [readsElsewhere], tasks: [{ id: hidden.id }] });

  const early = { direct, delayed, throughGroup, staffElsewhere };
  const { body } = await author.send(`POST /api/v1/tasks/${hidden.id}/description-url`);
  const issueId = new URL(body.descriptionPdfUrl).searchParams.get('issue') ?? assert.fail();
  const groups = [invited, course, open];
  return { hidden, version, attachmentId, contest, slotOfHidden, groups, early, readsElsewhere, issueId };
}

type Made = Awaited<ReturnType<typeof makeContest>>;
const idOf = ({ id }: { id: string }) => id;

/** Every GET of the API document as one person, with every combination of its filters. */
async function walk(made: Made, reader: Person): Promise<ReadonlyMap<string, Reply>> {
  const { hidden, contest } = made;
  const inPath: Readonly<Record<string, ReadonlyArray<string>>> = {
    taskId: [hidden.id],
    contestId: [contest.id],
    groupId: made.groups.map(idOf),
    language: [language],
    attachmentId: [made.attachmentId],
    userId: [reader.id],
    issueId: [made.issueId],
    webhookId: [contest.id], // none, like those of others
  };
  const inQuery: Readonly<Record<string, string>> = {
    taskId: hidden.id,
    contestId: contest.id,
    groupId: made.groups[2]?.id ?? '',
    text: 'kangaroo',
    language,
    userId: reader.id,
    at: isoTime(startsAt + minuteMs),
    cursor: Buffer.from(hidden.id).toString('base64url'),
    format: 'csv',
  };
  const replies = new Map<string, Reply>();
  for (const { path, parameters } of readOperations) {
    const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const filters = combinations(names.filter((name) => name in inQuery));
    for (const filled of fillPath(path, inPath)) {
      for (const filter of filters) {
        const query = new URLSearchParams(
          filter.map((name): [string, string] => [name, inQuery[name] as string]),
        );
        const address = filter.length === 0 ? filled : `${filled}?${query}`;
        replies.set(address, await reader.send(`GET ${address}`));
      }
    }
  }
  return replies;
}

function fillPath(
  path: string,
  values: Readonly<Record<string, ReadonlyArray<string>>>,
): ReadonlyArray<string> {
  const [, whole, name] = /(\{(\w+)\})/.exec(path) ?? [];
  if (whole === undefined || name === undefined) return [path];
  const found = values[name] ?? assert.fail(`add a value for {${name}} in ${path}`);
  return found.flatMap((value) => fillPath(path.replace(whole, value), values));
}

/** Every combination; in the small size only none, each alone, and all together. */
function combinations<T>(all: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> {
  const isEvery = sized(1, 1, 0) === 1;
  return isEvery || all.length < 3 ? subsets(all) : [[], ...all.map((one) => [one]), all];
}

function subsets<T>([first, ...rest]: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> {
  if (first === undefined) return [[]];
  const without = subsets(rest);
  return [...without, ...without.map((subset) => [first, ...subset])];
}

const secretsOf = ({ hidden, version }: { hidden: { id: string }; version: DocumentVersion }) => [
  'Kangaroo',
  hidden.id,
  slot.label,
  `:${slot.position}`, // as JSON, because the bare digits may occur in a random id
  language,
  version.id,
  version.sha256,
  author.name,
  author.email,
  author.id,
];

/** The addresses whose replies contain a secret. */
function leaks(made: Made, replies: ReadonlyMap<string, Reply>): ReadonlyArray<string> {
  return [...replies].flatMap(([address, { text, headers }]) =>
    secretsOf(made)
      .filter((secret) => `${text}${JSON.stringify(headers)}`.includes(secret))
      .map((secret) => `${address} says ${secret}`),
  );
}

/** The replies without values that differ between requests; a revision says only that something about a contest has changed. */
function compared(replies: ReadonlyMap<string, Reply>): Record<string, unknown> {
  const seen = [...replies].filter(([address]) => address !== '/metrics');
  return Object.fromEntries(
    seen.map(([address, { status, text }]) => [
      address,
      `${status} ${text.replace(/"requestId":"[^"]*"|"revision":"[^"]*"|^retry: \d+/g, '')}`,
    ]),
  );
}

describe('before it opens, a task of a contest', () => {
  it('appears in no reply to any GET of a participant, not even repeated from the request', async () => {
    const made = await makeContest();
    clock.set(startsAt - 1);
    for (const reader of Object.values(made.early)) {
      const replies = await walk(made, reader);
      assert.ok(replies.size > 100);
      assert.deepEqual(leaks(made, replies), []);
    }
  });

  for (const [window, opensAt] of [
    ['that of the contest', null],
    ['its own', startsAt + hourMs],
  ] as const) {
    it(`changes no reply: they are the same without the task, whose window is ${window}`, async () => {
      const made = await makeContest({ opensAt });
      const { hidden, contest, early, slotOfHidden } = made;
      clock.set(startsAt - 1);
      for (const reader of Object.values(early)) {
        const withTask = compared(await walk(made, reader));
        await contestTasks.remove(contest.id, hidden.id);
        const without = compared(await walk(made, reader));
        await contestTasks.put(contest, slotOfHidden);
        // A request with its id or the id of its URL learns when it opens (docs/access.md: 403
        // `not-open-yet`), and nothing else.
        const isItself = (address: string) =>
          address.includes(`/tasks/${hidden.id}`) || address.includes(`/issued-urls/${made.issueId}/`);
        const itself = Object.keys(withTask).filter(isItself);
        for (const address of [...itself, `/api/v1/issued-urls?taskId=${hidden.id}`]) {
          assert.match(String(withTask[address]), /^40[034] /, address);
        }
        const others = ([address]: [string, unknown]) => !address.includes(hidden.id) && !isItself(address);
        assert.deepEqual(
          Object.fromEntries(Object.entries(withTask).filter(others)),
          Object.fromEntries(Object.entries(without).filter(others)),
        );
      }
    });
  }

  it('is not shown as part of the contest to someone who may read it for another reason', async () => {
    const made = await makeContest();
    const { hidden, contest, readsElsewhere, slotOfHidden } = made;
    clock.set(startsAt - 1);
    assert.equal((await readsElsewhere.send(`GET /api/v1/tasks/${hidden.id}`)).status, 200);
    // In this order, because removing a task revokes the URLs of all its readers, and adding one revokes none.
    await contestTasks.remove(contest.id, hidden.id);
    const without = await walk(made, readsElsewhere);
    await contestTasks.put(contest, slotOfHidden);
    const withTask = await walk(made, readsElsewhere);
    assert.deepEqual(compared(withTask), compared(without));
    const aboutContest = [...withTask].filter(([address]) => address.includes(contest.id));
    assert.ok(aboutContest.length > 20);
    assert.deepEqual(leaks(made, new Map(aboutContest)), []);
  });

  it('is never queried for its participants, so response times reveal no number of tasks', async () => {
    const made = await makeContest();
    const { contest, hidden, slotOfHidden, early } = made;
    clock.set(startsAt - 1);
    const addresses = ['', '/tasks', '/tasks?limit=1'].map((path) => `/api/v1/contests/${contest.id}${path}`);
    const textsFor = async (reader: Person, address: string) => {
      // A write that may cascade, so that no rows are kept.
      await core.database.kysely.deleteFrom('user').where('id', '=', 'none').execute();
      const { result, texts } = await countQueries(() => reader.send(`GET ${address}`));
      assert.equal(result.status, 200, address);
      return texts;
    };
    const inList = `/api/v1/tasks?contestId=${contest.id}`;
    const ask = async (reader: Person) => {
      for (const address of addresses) {
        const texts = await textsFor(reader, address);
        assert.ok(texts.length > 0);
        assert.doesNotMatch(texts.join('\n'), /contestTasks|"tasks"/, address);
      }
      return textsFor(reader, inList);
    };
    for (const reader of [early.direct, early.delayed, early.throughGroup]) {
      const withTask = await ask(reader);
      await contestTasks.remove(contest.id, hidden.id);
      assert.deepEqual(await ask(reader), withTask);
      await contestTasks.put(contest, slotOfHidden);
    }
    clock.set(startsAt + 600 * secondMs - 1);
    await ask(early.delayed);
    assert.match((await textsFor(early.direct, `${addresses[0]}/tasks`)).join('\n'), /contestTasks/);
  });

  it('stays hidden from a participant with a delay while others read it', async () => {
    const made = await makeContest();
    const { direct, delayed } = made.early;
    clock.set(startsAt + 600 * secondMs - 1);
    assert.equal((await direct.send(`GET /api/v1/tasks/${made.hidden.id}`)).status, 200);
    assert.deepEqual(leaks(made, await walk(made, delayed)), []);
  });

  it('stays hidden in a running contest until its own window opens', async () => {
    const made = await makeContest({ opensAt: startsAt + 2 * hourMs });
    clock.set(startsAt + 2 * hourMs - 1);
    for (const reader of [made.early.direct, made.early.throughGroup]) {
      assert.deepEqual(leaks(made, await walk(made, reader)), []);
    }
  });

  it('is found by the same requests once it is open', async () => {
    const made = await makeContest();
    clock.set(startsAt);
    const found = leaks(made, await walk(made, made.early.direct)).join('\n');
    for (const secret of ['Kangaroo', made.hidden.id, slot.label, language]) {
      assert.ok(found.includes(`says ${secret}`), secret);
    }
  });

  it('gets no URL, and its refusals do not show its title', async () => {
    const made = await makeContest();
    const { hidden, attachmentId, early } = made;
    clock.set(startsAt - 1);
    for (const reader of Object.values(early)) {
      for (const [route, body] of [
        [`POST /api/v1/tasks/${hidden.id}/description-url`, {}],
        ['POST /api/v1/description-urls', { taskIds: [hidden.id] }],
        [`POST /api/v1/tasks/${hidden.id}/attachments/${attachmentId}/url`, {}],
      ] as const) {
        const { text } = await reader.send(route, body);
        assert.match(text, /"code":"not-open-yet"/);
        assert.doesNotMatch(text, /Kangaroo|Q7X|sr-Latn|https?:/);
      }
    }
  });

  it('leaves no trace in sealed statements, which have the same number and size without it', async () => {
    const made = await makeContest();
    const { contest, hidden, early } = made;
    const ask = async () => {
      await openSealing(core)(async () => true);
      const replies = new Map<string, Reply>();
      for (const [who, reader] of Object.entries(early)) {
        const reply = await reader.send(`POST /api/v1/contests/${contest.id}/envelope-url`, { language });
        assert.equal(reply.status, 200);
        replies.set(who, reply);
      }
      assert.deepEqual(leaks(made, replies), []);
      return [...replies.values()].map(({ body }) => [Object.keys(body), body.size, body.opensAt]);
    };
    clock.set(startsAt - hourMs);
    const withTask = await ask();
    await contestTasks.remove(contest.id, hidden.id);
    clock.set(startsAt - hourMs + minuteMs);
    assert.deepEqual(await ask(), withTask);
  });
});
