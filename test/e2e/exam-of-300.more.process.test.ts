import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openTestApp, type Person } from '../support/app.ts';
import { startCliProcess } from '../support/cli-process.ts';
import { contestDraft, contestTaskDraft } from '../support/drafts.ts';
import { freePorts } from '../support/ports.ts';
import { waitUntil } from '../support/server-process.ts';
import { minuteMs } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What each participant of an exam does. */
type Behaviour = 'reads' | 'asks' | 'is elsewhere' | 'is absent';
const plan: Readonly<Record<Behaviour, number>> = {
  reads: 270,
  asks: 15,
  'is elsewhere': 10,
  'is absent': 5,
};
const rooms = [
  { network: '127.1.0.0/16', room: 'Lab 1' },
  { network: '127.2.0.0/16', room: 'Lab 2' },
];

const [port, filesPort] = await freePorts();
const { app, core, clock, environment, person, task, publish } = await openTestApp({
  ...{ LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) },
});
clock.set(Date.now()); // the database and the commands use the real clock
const lectern = startCliProcess(environment);

interface Participant {
  readonly person: Person;
  readonly does: Behaviour;
  /** Where they sit; the kernel accepts all of 127.0.0.0/8 as own. */
  readonly address: string;
}

/** Sends a request from an address. */
async function send(url: string, { address, person }: Participant, headers = {}) {
  const sent = request(url, { localAddress: address, agent: false, headers }).end();
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await reply.toArray());
  return { status: reply.statusCode, body, name: person.name };
}

describe('an exam of 300 participants in two rooms', () => {
  const participants: Array<Participant> = [];
  let [taskId, contestId] = ['', ''];
  let teacher: Person;
  const namesOf = (...behaviours: ReadonlyArray<Behaviour>) =>
    participants.filter(({ does }) => behaviours.includes(does)).map(({ person }) => person.name);

  before(async () => {
    await app.start();
    teacher = await person('teacher');
    const given = await task(teacher);
    await publish(given, teacher);
    taskId = given.id;
    for (const [does, count] of Object.entries(plan) as Array<[Behaviour, number]>) {
      for (let at = 0; at < count; at += 1) {
        const number = participants.length + 1;
        const room = does === 'is elsewhere' ? 9 : 1 + (number % 2);
        const address = `127.${room}.0.${1 + Math.floor(number / 2)}`;
        const name = `Participant ${String(number).padStart(3, '0')}`;
        participants.push({ person: await person('student', name), does, address });
      }
    }
    const times = { startsAt: clock.nowMs() - minuteMs, endsAt: clock.nowMs() + 60 * minuteMs };
    const contest = await core.contests.create(
      contestDraft({ ...times, name: 'Exam', networks: JSON.stringify(rooms) }),
      teacher.id,
    );
    contestId = contest.id;
    await core.contestTasks.put(contest, contestTaskDraft({ taskId }));
    await core.contestPeople.putParticipants(
      contest,
      participants.map(({ person }) => person.id),
      {},
    );
  });

  it('lets those in the rooms read', async () => {
    const present = participants.filter(({ does }) => does !== 'is absent');
    const replies = await Promise.all(
      present.map(async (participant) => {
        const authorization = `Bearer ${participant.person.token}`;
        const detail = await send(`http://127.0.0.1:${port}/api/v1/tasks/${taskId}`, participant, {
          authorization,
        });
        const { descriptionPdfUrl, code } = JSON.parse(detail.body.toString());
        if (detail.status !== 200) return `${participant.does}: ${code}`;
        if (participant.does !== 'reads') return `${participant.does}: 200`;
        const pdf = await send(descriptionPdfUrl, participant);
        return `${participant.does}: ${pdf.status}, ${pdf.body.subarray(0, 5)}`;
      }),
    );
    assert.deepEqual(
      Object.fromEntries(
        Map.groupBy(replies, (reply) => reply)
          .entries()
          .map(([reply, all]) => [reply, all.length]),
      ),
      { 'reads: 200, %PDF-': 270, 'asks: 200': 15, 'is elsewhere: wrong-place': 10 },
    );
  });

  it('ends with a page that says who read what, and from where', async () => {
    const { send: ask } = teacher;
    await waitUntil('the downloads to be recorded', async () => {
      const { body } = await ask(`GET /api/v1/contests/${contestId}/reads`);
      return body.tasks[0]?.opened === plan.reads;
    });
    const { body } = await ask(`GET /api/v1/contests/${contestId}/reads`);
    assert.deepEqual([body.participants, body.tasks[0].gotUrl, body.tasks[0].openedUnknown], [300, 285, 0]);
    const path = `/api/v1/contests/${contestId}/tasks/${taskId}/reads`;
    const missing = await ask(`GET ${path}?opened=no&limit=200`);
    assert.deepEqual(
      missing.body.items.map(({ name }: { name: string }) => name),
      namesOf('asks', 'is elsewhere', 'is absent').sort(),
    );
    const csv = await ask(`GET ${path}?opened=yes&format=csv`);
    const [, ...rows] = csv.text.trim().split('\r\n');
    assert.equal(rows.length, plan.reads);
    const places = new Map(participants.map(({ person, address }) => [person.name, address]));
    for (const row of rows) {
      const cells = row.split(',');
      assert.equal(cells.at(-1), places.get(cells[2] ?? ''), row);
    }
  });

  it('leaves an export that verifies, and that no longer does when a record was changed', async () => {
    const folder = join(temporaryFolder(), 'exam');
    const exported = await lectern('audit', 'export', '--contest', contestId, folder);
    assert.equal(exported.code, 0, exported.stderr);
    const verified = await lectern('audit', 'verify', folder);
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    assert.match(verified.stdout, /^issuedUrls +285$/m);
    assert.match(verified.stdout, /^contestParticipants +300$/m);
    // Someone with the database blames another reader.
    const [one, other] = participants.map(({ person }) => person.id);
    await core.database.kysely
      .updateTable('auditLogEntries')
      .set({ record: sql`replace(record, ${one}, ${other})` })
      .where('record', 'like', `%"issuedUrls"%"principalId":"${one}"%`)
      .execute();
    const forged = join(temporaryFolder(), 'forged');
    await lectern('audit', 'export', '--contest', contestId, forged);
    const refused = await lectern('audit', 'verify', forged);
    assert.equal(refused.code, 1);
    assert.match(refused.stdout + refused.stderr, /entry \d+ differs from the log/);
  });
});
