import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { createApp } from '../../src/app/app.ts';
import { openCore } from '../../src/core/open-core.ts';
import type { Schema } from '../../src/database/schema.ts';
import { openAuditLog } from '../../src/features/audit-log/open-audit-log.ts';
import { openBooklets } from '../../src/features/booklets/parts.ts';
import { createCalendarLinks } from '../../src/features/calendar/calendar-links.ts';
import { openSealing } from '../../src/features/envelopes/open.ts';
import { createInvitations } from '../../src/features/invitations/invitations.ts';
import { migrations } from '../../src/features/migrations.ts';
import { createMailNotices } from '../../src/features/notices/notice-mails.ts';
import { putProviderGroups } from '../../src/features/oidc/provider-groups.ts';
import { readConfig } from '../../src/features/settings.ts';
import { createDisagreements } from '../../src/features/shadow/disagreements.ts';
import { newId } from '../../src/lib/ids.ts';
import { sha256, store } from './app.ts';
import { attachFile } from './attach-file.ts';
import { pdfOf } from './plain-pdf.ts';
import { dayMs, minuteMs, settableClock } from './settable-clock.ts';

/** What a filled data folder contains, for tests that open it later. */
export interface FullDataFolder {
  /** Of the Lectern that filled it. */
  readonly version: string;
  /** Unix milliseconds. */
  readonly filledAtMs: number;
  /** A person who may read the task. */
  readonly email: string;
  readonly password: string;
  readonly taskId: string;
  readonly title: string;
  /** Of the PDF of the task. */
  readonly sha256: string;
  /** A signed URL of it, valid for some minutes. */
  readonly signedUrl: string;
  /** Unseals the signing keys in the database; the folder has others. */
  readonly signingKeysSecret: string;
}

const factsIn = (folder: string) => join(folder, 'fixture.json');
export const factsOf = (folder: string): FullDataFolder => JSON.parse(readFileSync(factsIn(folder), 'utf8'));

const password = 'fixture-password';
const signingKeysSecret = Buffer.alloc(32, 'fixture').toString('base64url');

/** Fills a new data folder with rows of every table, two PDFs, an attachment and keys, through the API where it creates them. */
export async function fillDataFolder(dataDir: string): Promise<FullDataFolder> {
  const clock = settableClock();
  const log = pino({ level: 'silent' });
  const settings = { LECTERN_DATA_DIR: dataDir };
  const sealed = readConfig({ ...settings, LECTERN_SIGNING_KEYS_SECRET: signingKeysSecret });
  await (await openCore(sealed, { migrations, clock, log })).close();

  const app = await createApp(readConfig(settings), { clock, log });
  const { core, api } = app;
  const account = (name: string, role: 'admin' | 'teacher' | 'student') =>
    core.newAccounts.create({ email: `${name}@example.org`, name, role, password });
  await account('admin', 'admin');
  const [teacher, student] = [await account('teacher', 'teacher'), await account('student', 'student')];
  await core.newAccounts.createWithSetupLink({ email: 'new@example.org', name: 'new', role: 'student' });
  await core.mailQueue.add(core.database.kysely, [
    { kind: 'password-changed', userId: student.id, language: 'pl' },
  ]);
  await createCalendarLinks(core).renew(student.id, 'pl');
  const key = { name: 'Judge', expiresAt: null, networks: ['192.0.2.0/24'] };
  const judge = await core.apiKeys.create({ ...key, scopes: ['sync'] }, null);
  const unknown = { taskId: 'ext:42', externalId: '7', allowed: true, atMs: clock.nowMs() };
  await createDisagreements(core).record(judge.id, [
    { ...unknown, row: 1, decision: { allowed: false, reason: 'unknown' } },
  ]);

  const signIn = async (name: string) => {
    const payload = { email: `${name}@example.org`, password };
    const reply = await api.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload });
    return { authorization: `Bearer ${reply.json().token}` };
  };
  const asTeacher = await signIn('teacher');
  const publish = async (title: string, isExamined = true) => {
    const created = await api.inject({
      ...{ method: 'POST', url: '/api/v1/tasks', payload: { title, primaryLanguage: 'en' } },
      headers: { ...asTeacher, 'idempotency-key': sha256(Buffer.from(title)) },
    });
    const { taskId } = created.json();
    const bytes = Buffer.from(pdfOf(title));
    const { version } = await core.uploads.announce({
      ...{ taskId, language: 'en', fileName: 'task.en.pdf', uploadedBy: teacher.id },
      ...{ size: bytes.length, sha256: sha256(bytes) },
    });
    await store(core, version, bytes);
    if (isExamined) await core.uploads.complete(taskId, version.id);
    else await core.uploads.publish(version);
    return { taskId, sha256: sha256(bytes) };
  };
  const title = 'Zażółć gęślą jaźń';
  const [read, taken] = [await publish(title), await publish('Taken away', false)];
  await attachFile(core, read.taskId, teacher.id);

  const nowMs = clock.nowMs();
  const download = {
    issueId: 'issue',
    requestId: 'request',
    at: nowMs,
    requests: 1,
    bytes: 100,
    size: 200,
    address: '192.0.2.7',
  };
  await core.database.kysely.insertInto('downloads').values(download).execute();
  const group = await core.groups.create({ name: 'Algorithms 101' }, teacher.id);
  await core.groups.putMembers(group.id, [student.id], 'member');
  for (const { taskId } of [read, taken]) {
    await core.groups.assign(group.id, taskId, { opensAt: nowMs - dayMs, closesAt: null });
  }
  const groups = new Map([['trees', 'member']] as const);
  await core.revocations.change((trx, revoke) =>
    putProviderGroups(trx, revoke, { userId: student.id, issuer: 'https://id.example', groups }),
  );
  const contest = await core.contests.create(
    { name: 'Finals', startsAt: nowMs - dayMs, endsAt: nowMs + dayMs, afterEnd: 'participants' },
    teacher.id,
  );
  await core.contestTasks.add(contest, [read.taskId]);
  const upcoming = await core.contests.create(
    {
      ...{ name: 'Next finals', startsAt: nowMs + dayMs, endsAt: null },
      afterEnd: 'closed',
      prefetchFrom: nowMs,
      networks: '[{"network":"192.0.2.0/24","room":"Lab 1"}]',
    },
    teacher.id,
  );
  await core.contestTasks.add(upcoming, [read.taskId]);
  await openSealing(core)(async () => true);
  await core.contestPeople.putParticipants(contest, [student.id], { delaySeconds: 0, extraSeconds: 1800 });
  await core.contestPeople.putGroup(contest.id, group.id);
  const container = { kind: 'group', id: group.id } as const;
  const opened = createInvitations(core);
  const link = await opened.create(
    container,
    { endsAt: nowMs + dayMs, maxUses: 30, emailDomains: [] },
    teacher.id,
  );
  const guest = await account('guest', 'student');
  await opened.join(guest, link.url.split('=').at(-1) ?? '');
  const { booklets, bookletMaker } = openBooklets(core);
  for (const owner of [
    { kind: 'contest', id: contest.id },
    { kind: 'group', id: group.id },
  ] as const) {
    const booklet = await booklets.request({
      ...{ owner, language: 'en', askedBy: teacher.id },
      ...{ oddPages: true, includesUpcoming: owner.kind === 'contest', timeZone: 'Europe/Warsaw' },
    });
    await bookletMaker.make(booklet, new AbortController().signal);
  }
  const refusal = { taskId: taken.taskId, userId: student.id, code: 'closed', count: 1 } as const;
  await core.database.kysely
    .insertInto('refusals')
    .values({ ...refusal, id: newId(), firstAt: nowMs, at: nowMs })
    .execute();
  const notices = `/api/v1/contests/${contest.id}/notices`;
  const payload = { texts: { en: 'Lunch is at one.' } };
  const notice = (await api.inject({ method: 'POST', url: notices, headers: asTeacher, payload })).json();
  await api.inject({
    ...{ method: 'PUT', url: `${notices}/seen`, headers: await signIn('student') },
    payload: { noticeIds: [notice.noticeId] },
  });
  await core.contests.change(contest.id, { mailNotices: 'true' });
  const mailNotices = createMailNotices(core);
  await mailNotices();
  clock.advance(minuteMs);
  await mailNotices();
  await core.acquireLease('sweep-uploads', dayMs);
  await core.moveDocuments(taken.taskId);

  await openAuditLog(core).catchUp(); // what follows stays in its outbox

  const asStudent = await signIn('student');
  const open = async (taskId: string) =>
    (await api.inject({ url: `/api/v1/tasks/${taskId}`, headers: asStudent })).json().descriptionPdfUrl;
  await open(taken.taskId);
  await core.issueJournal.drain();
  await core.tasks.remove(taken.taskId);
  const facts = {
    ...{ version: packageJson.version, filledAtMs: nowMs, email: 'student@example.org', password },
    ...{ ...read, title, signedUrl: await open(read.taskId), signingKeysSecret },
  };
  await addWebhook(core.database.kysely, { userId: student.id, taskId: read.taskId, at: nowMs });
  await app.stop();
  writeFileSync(factsIn(dataDir), `${JSON.stringify(facts, null, 2)}\n`);
  return facts;
}

/** A webhook with a row of each of its tables. */
async function addWebhook(
  kysely: Kysely<Schema>,
  opening: { readonly userId: string; readonly taskId: string; readonly at: number },
): Promise<void> {
  const { at, userId } = opening;
  const [id, eventId] = [newId(), newId()];
  const endpoint = {
    id,
    url: 'https://judge.example.org/hook',
    events: ' access.ended ',
    secret: 'v1.sealed',
  };
  await kysely
    .insertInto('webhookEndpoints')
    .values({ ...endpoint, createdAt: at, pausedAt: at, pauseReason: 'asked' })
    .execute();
  const type = 'access.ended';
  await kysely.insertInto('webhookOutbox').values({ id: 1, at, type, data: '{}' }).execute();
  await kysely.insertInto('webhookEvents').values({ id: eventId, at, type, body: '{}', userId }).execute();
  await kysely
    .insertInto('webhookDeliveries')
    .values({ id: `${id}.${eventId}`, endpointId: id, eventId, attempts: 0, dueAt: at })
    .execute();
  await kysely.insertInto('webhookOpenings').values(opening).execute();
  await kysely.insertInto('webhookSigningKeys').values({ id: 'key-1' }).execute();
}
