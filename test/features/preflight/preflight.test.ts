import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Contest } from '../../../src/domain/contests/contest.ts';
import { participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import type { DocumentVersion } from '../../../src/domain/tasks/document-versions.ts';
import type { Task } from '../../../src/domain/tasks/task.ts';
import { openSealing } from '../../../src/features/envelopes/open.ts';
import { features } from '../../../src/features/index.ts';
import { createPreflight, openPreflight } from '../../../src/features/preflight/preflight.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp } from '../../support/app.ts';
import { contestTaskDraft } from '../../support/drafts.ts';
import { activePdfs, brokenPdfs, type HostilePdf } from '../../support/hostile-pdfs.ts';
import { onePage } from '../../support/plain-pdf.ts';
import { pluck } from '../../support/pluck.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const { core, clock, dataDir, person, task, upload, group, contest: newContest } = await openTestApp();
const { contests, contestTasks, contestPeople, taskStaff, uploads } = core;
const { preflight } = await openPreflight(core, features);
const teacher = await person('teacher');
const startsAt = clock.nowMs() + hourMs;
const onTime = { delaySeconds: 0, extraSeconds: 0 };

const pdf = onePage();

async function publish(given: Task, language = 'en', bytes = pdf): Promise<DocumentVersion> {
  const version = await upload(given, teacher, { language, bytes });
  return uploads.complete(given.id, version.id);
}

/** A version as before uploads were examined. */
async function publishUnexamined(given: Task, bytes: Buffer): Promise<void> {
  await core.uploads.publish(await upload(given, teacher, { bytes }));
}

/** A contest that is ready: one task with a PDF, and one participant. */
async function readyContest() {
  const [given, participant] = [await task(teacher), await person()];
  const version = await publish(given);
  const people = { participants: [participant], tasks: [{ id: given.id }] };
  const contest = await newContest(teacher, { startsAt, endsAt: startsAt + hourMs, ...people });
  return { contest, given, version, participant };
}
type Made = Awaited<ReturnType<typeof readyContest>>;

async function addTask(contest: Contest, label: string, window: object = {}): Promise<Task> {
  const given = await task(teacher);
  await contestTasks.put(contest, contestTaskDraft({ taskId: given.id, label, ...window }));
  return given;
}

const addPublished = async (contest: Contest, window: object = {}): Promise<Task> => {
  const given = await addTask(contest, 'B', window);
  await publish(given);
  return given;
};

/** Parts of findings. */
const inOthers = 'no PDF in this language, but other tasks have one';
const failedDocument = 'failed | document | A | en |';
const failedOpening = 'failed | opening | A | - |';
const outside = 'outside the times of the contest';
const partlyOutside = `warning | window | B | - | is open for less than its window, which is partly ${outside}`;
const neverOpens = `failed | window | B | - | never opens, because its window is ${outside}`;

const hostile = (pdfs: ReadonlyArray<HostilePdf>, wanted: string): Buffer =>
  (pdfs.find(({ name }) => name === wanted) as HostilePdf).bytes;

const pathOf = ({ objectKey }: DocumentVersion) => join(dataDir, 'files/objects', objectKey);

/** The findings that are not `ok`, as a table prints them. */
async function problems(contestId: string): Promise<ReadonlyArray<string>> {
  const findings = await preflight(await contests.find(contestId));
  return findings
    .filter(({ severity }) => severity !== 'ok')
    .map(({ severity, check, label, language, message }) =>
      [severity, check, label ?? '-', language ?? '-', message].join(' | '),
    );
}

describe('the pre-flight of a contest', () => {
  it('warns of statements that should be sealed and are not, or that have changed since', async () => {
    const { contest, given } = await readyContest();
    const prefetchFrom = clock.nowMs() + minuteMs;
    await contests.change(contest.id, { prefetchFrom });
    const missing = `it ten minutes before ${isoTime(prefetchFrom)}`;
    assert.deepEqual(await problems(contest.id), [
      `warning | envelope | - | - | the statements are not sealed yet: the running server does ${missing}`,
    ]);
    await openSealing(core)(async () => true);
    assert.deepEqual(await problems(contest.id), []);
    await publish(given);
    assert.deepEqual(await problems(contest.id), [
      'warning | envelope | - | en | the statements or attachments have changed since they were sealed; the running server will seal them again',
    ]);
  });

  it('finds nothing wrong with one that is ready, and says what it checked', async () => {
    const { contest, given } = await readyContest();
    const ofTask = { severity: 'ok', taskId: given.id, taskExternalId: null, label: 'A' };
    const found = [
      {
        ...{ ...ofTask, check: 'document', code: 'document-opens', language: 'en', facts: { pages: 1 } },
        message: 'stored correctly and opens, 1 page(s)',
      },
      {
        ...{ ...ofTask, check: 'opening', code: 'opens-on-time', language: null },
        facts: { opensAt: '2026-11-24T13:00:00Z', people: 1 },
        message: 'opens at 2026-11-24T13:00:00Z for 1 participant(s), not earlier',
      },
      {
        ...{ ...ofTask, check: 'window', code: 'window-suffices', language: null },
        facts: { openSeconds: 3600, urlSeconds: 300 },
        message: 'open for 3600 s, URLs work for 300 s',
      },
    ];
    assert.deepEqual(await preflight(contest), found);
    const { body } = await teacher.send(`GET /api/v1/contests/${contest.id}/preflight`);
    assert.deepEqual(body, { ready: true, findings: found });
  });

  const early = ({ participant }: Made) => [`${failedOpening} can be read too early by ${participant.email}`];
  for (const [title, spoil, expected] of [
    [
      'a task without a PDF',
      ({ contest }) => addTask(contest, 'B'),
      ['failed | document | B | - | it has no PDF', `warning | languages | B | en | ${inOthers}`],
    ],
    [
      'a file that is missing in the storage',
      ({ version }) => rmSync(pathOf(version)),
      [`${failedDocument} the file is not in the storage`],
    ],
    [
      'stored bytes of another size',
      ({ version }) => writeFileSync(pathOf(version), pdf.subarray(1)),
      [`${failedDocument} the stored file has ${pdf.length - 1} bytes, but ${pdf.length} were announced`],
    ],
    [
      'stored bytes of another hash',
      ({ version }) => writeFileSync(pathOf(version), Buffer.from(pdf).fill('x', 20, 21)),
      [`${failedDocument} the stored file has a different SHA-256 than announced`],
    ],
    [
      'a file with only the frame of a PDF',
      ({ given }) => publishUnexamined(given, hostile(brokenPdfs(), 'nothing but its frame')),
      [`${failedDocument} a PDF library cannot open it`],
    ],
    [
      'a PDF that starts a program',
      ({ given }) => publish(given, 'en', hostile(activePdfs(), 'a program to start')),
      ['warning | document | A | en | it asks viewers to start a program'],
    ],
    [
      'a PDF that asks for a password',
      ({ given }) => publishUnexamined(given, hostile(brokenPdfs(), 'a password to open it')),
      ['warning | document | A | en | it asks for a password'],
    ],
    [
      'a language that only another task has',
      async ({ contest, given }) => {
        await addPublished(contest);
        await publish(given, 'pl');
      },
      [`warning | languages | B | pl | ${inOthers}`],
    ],
    [
      'participants who can read it early',
      ({ given, participant }) => taskStaff.put(given.id, participant.id, 'reader'),
      early,
    ],
    [
      'a task that everyone signed in can read before',
      ({ given }) => core.tasks.change(given.id, { visibility: 'signed-in', visibleFrom: startsAt - 1000 }),
      early,
    ],
    [
      'an embargo that lasts longer',
      ({ given }) => core.tasks.change(given.id, { embargoUntil: startsAt + 1 }),
      ({ participant: { email } }) => [`${failedOpening} cannot be read on time by ${email}: not-open-yet`],
    ],
    [
      'a contest without participants',
      ({ contest, participant }) => core.revocations.change(participantRemoval(contest.id, participant.id)),
      ['failed | participants | - | - | the contest has no participants'],
    ],
    [
      'a window shorter than the life of a URL',
      ({ contest }) => addPublished(contest, { opensAt: startsAt, closesAt: startsAt + 299_000 }),
      ['failed | window | B | - | open for only 299 s, less than the 300 s that a URL works'],
    ],
    [
      'a window that begins before the contest',
      ({ contest }) => addPublished(contest, { opensAt: startsAt - 1 }),
      [partlyOutside],
    ],
    [
      'a window that ends after the contest',
      ({ contest }) => addPublished(contest, { closesAt: startsAt + hourMs + 1 }),
      [partlyOutside],
    ],
    [
      'a window after the contest, even with the longest delay',
      ({ contest }) => addPublished(contest, { opensAt: startsAt + hourMs }),
      [neverOpens],
    ],
    [
      'a window before the contest, also for a participant with extra time',
      async ({ contest, participant }) => {
        const extra = { delaySeconds: 0, extraSeconds: 3600 };
        await contestPeople.changeTimes(contest.id, participant.id, extra);
        const { id } = await addPublished(contest, { opensAt: startsAt - hourMs, closesAt: startsAt });
        const { decision } = await core.access.explain(participant, id, startsAt);
        assert.deepEqual(decision, { allowed: false, reason: 'closed' });
      },
      [neverOpens],
    ],
    [
      'a participant who starts after the end, who cannot read it early even from an archive of participants',
      async ({ contest, participant }) => {
        const delay = { delaySeconds: 3600, extraSeconds: 0 };
        await contestPeople.changeTimes(contest.id, participant.id, delay);
        await contests.change(contest.id, { afterEnd: 'participants' });
      },
      ({ participant }) => [
        `warning | participants | - | - | starts for ${participant.email} after it has ended for others, because the delay is at least as long as the contest`,
      ],
    ],
    [
      'a time of sealed statements that is not before the start',
      ({ contest }) => contests.change(contest.id, { prefetchFrom: startsAt }),
      [
        'warning | envelope | - | - | nothing is sealed: the time from which sealed statements can be fetched is not before the start',
      ],
    ],
    [
      'an admin who reads it early on another ground',
      async ({ given, participant }) => {
        await core.accounts.change(participant.id, { role: 'admin' });
        await taskStaff.put(given.id, participant.id, 'reader');
      },
      early,
    ],
    [
      'nothing wrong with a participant whose account is disabled',
      async ({ contest }) => {
        const gone = await person();
        await contestPeople.putParticipants(contest, [gone.id], onTime);
        await core.accounts.disable(gone.email);
      },
      [],
    ],
    [
      'nothing wrong with the windows in a contest without an end',
      ({ contest }) => contests.change(contest.id, { endsAt: null }),
      [],
    ],
    [
      'a contest without tasks',
      ({ contest, given }) => contestTasks.remove(contest.id, given.id),
      ['failed | tasks | - | - | the contest has no tasks'],
    ],
  ] satisfies ReadonlyArray<
    [string, (made: Made) => unknown, ReadonlyArray<string> | ((made: Made) => ReadonlyArray<string>)]
  >) {
    it(`finds ${title}`, async () => {
      const made = await readyContest();
      await spoil(made);
      const found = await problems(made.contest.id);
      assert.deepEqual(found, typeof expected === 'function' ? expected(made) : expected);
      const { body } = await teacher.send(`GET /api/v1/contests/${made.contest.id}/preflight`);
      assert.equal(body.ready, !found.some((line) => line.startsWith('failed')));
    });
  }

  it('accepts delays, individual windows and members of groups', async () => {
    const { contest } = await readyContest();
    const [delayed, member] = [await person(), await person()];
    await contestPeople.putParticipants(contest, [delayed.id], { delaySeconds: 600, extraSeconds: 60 });
    await contestPeople.putGroup(contest.id, (await group(teacher, { members: [member] })).id);
    await addPublished(contest, { opensAt: startsAt + 10 * minuteMs });
    assert.deepEqual(await problems(contest.id), []);
    const openings = (await preflight(contest)).filter(({ check }) => check === 'opening');
    assert.deepEqual(pluck(openings, 'message'), [
      'opens at 2026-11-24T13:00:00Z for 3 participant(s), not earlier',
      'opens at 2026-11-24T13:10:00Z for 3 participant(s), not earlier',
    ]);
  });

  it('finds a member of a group who reads it early, and names three of many', async () => {
    const { contest, given } = await readyContest();
    const members = await Promise.all(Array.from({ length: 5 }, () => person()));
    await contestPeople.putGroup(contest.id, (await group(teacher, { members, tasks: [given] })).id);
    const [found = ''] = await problems(contest.id);
    assert.match(found, /can be read too early by \S+, \S+, \S+ and 2 more$/);
    const { facts } = (await preflight(contest)).find(({ code }) => code === 'opens-early') ?? assert.fail();
    assert.equal(facts.people, 5);
    assert.equal(facts.emails?.length, 3);
    const colleague = await person('teacher');
    await contestPeople.putStaff(contest.id, [colleague.id]);
    const shown = (await colleague.send(`GET /api/v1/contests/${contest.id}/preflight`)).body.findings.find(
      ({ code }: { code: string }) => code === 'opens-early',
    );
    assert.equal(shown.message, 'can be read too early by 5 participant(s)');
    assert.deepEqual(shown.facts, { people: 5, emails: [] });
  });

  it('gives the data in fields that a program needs to translate it', async () => {
    const { contest, given, version } = await readyContest();
    writeFileSync(pathOf(version), pdf.subarray(1));
    const { body } = await teacher.send(`GET /api/v1/contests/${contest.id}/preflight`);
    assert.partialDeepStrictEqual(body.findings[0], {
      check: 'document',
      code: 'size-differs',
      taskId: given.id,
      facts: { storedBytes: pdf.length - 1, announcedBytes: pdf.length },
    });
    await contestTasks.remove(contest.id, given.id);
    const { body: empty } = await teacher.send(`GET /api/v1/contests/${contest.id}/preflight`);
    assert.partialDeepStrictEqual(empty.findings, [{ code: 'no-tasks', taskId: null, facts: {} }]);
  });

  it('does not show which of the participants are admins', async () => {
    const { contest } = await readyContest();
    const admin = await person('admin');
    await contestPeople.putParticipants(contest, [admin.id], onTime);
    assert.deepEqual(await problems(contest.id), []);
    for (const { send } of [teacher, admin]) {
      const { body, text } = await send(`GET /api/v1/contests/${contest.id}/preflight`);
      assert.equal(body.ready, true);
      assert.ok(!text.includes(admin.email));
    }
  });
});

describe('a pre-flight of 1,000 people and 100 tasks', () => {
  it('lets the event loop turn after a few people, and several times a task', async () => {
    const people = Array.from({ length: 1000 }, (_, at) => ({
      userId: `user-${at}`,
      email: `${at}@example.org`,
    }));
    const tasks = Array.from({ length: 100 }, (_, at) => ({ taskId: `task-${at}`, label: String(at) }));
    const contest = { id: 'finals', startsAt, endsAt: startsAt + hourMs, prefetchFrom: null } as Contest;
    let [reads, readsAtOnce, turns] = [0, 0, 0];
    let isRunning = true;
    const countTurns = () => {
      turns += 1;
      readsAtOnce = Math.max(readsAtOnce, reads);
      reads = 0;
      if (isRunning) setImmediate(countTurns);
    };
    setImmediate(countTurns);
    // Every read answers without a turn, as SQLite does.
    const ofMany = createPreflight({
      grounds: {
        async ofMany() {
          reads += 1;
          return new Map();
        },
      },
      contestTasks: { list: async () => tasks },
      contestPeople: { everybody: async () => people.map((person) => ({ ...person, delaySeconds: 0 })) },
      versions: { current: async () => [] },
      examinations: { known: async () => new Map() },
      further: [],
      ttlSeconds: 300,
    } as unknown as Parameters<typeof createPreflight>[0]);
    const findings = await ofMany(contest);
    isRunning = false;
    assert.equal(findings.filter(({ code }) => code === 'opens-late').length, tasks.length);
    assert.ok(readsAtOnce > 0 && readsAtOnce <= 5, `${readsAtOnce} people between two turns`);
    assert.ok(turns >= people.length / 5 + tasks.length * 4, `${turns} turns`);
  });
});
