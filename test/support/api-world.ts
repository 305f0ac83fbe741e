import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { BookletOwner } from '../../src/features/booklets/booklet.ts';
import { openBooklets } from '../../src/features/booklets/parts.ts';
import { openEnvelopes } from '../../src/features/envelopes/open.ts';
import { createInvitations } from '../../src/features/invitations/invitations.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { newId } from '../../src/lib/ids.ts';
import { hashToken } from '../../src/lib/random-token.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import type { Person, Send, TestApp } from './app.ts';
import { attachFile } from './attach-file.ts';
import { hourMs } from './settable-clock.ts';
import { unguarded } from './unguarded.ts';

export type ApiWorld = Awaited<ReturnType<ApiPeople['makeWorld']>>;
export type ApiPeople = Awaited<ReturnType<typeof createApiPeople>>;

/**
 * A person of every kind that the API distinguishes, each with a session, and worlds in which everyone has a role.
 * Another kind of principal is a line of `people` here, and a column of `expected-statuses.ts`.
 */
export async function createApiPeople(testApp: TestApp) {
  const { core, clock, person, program: newProgram, task, publish, upload, send } = testApp;
  const { taskStaff, accounts } = core;

  const people = {
    outsider: await person(),
    member: await person(),
    participant: await person(),
    reader: await person('teacher'),
    editor: await person('teacher'),
    manager: await person('teacher'),
    owner: await person('teacher'),
    groupStaff: await person('teacher'),
    contestStaff: await person('teacher'),
    teacher: await person('teacher'),
    admin: await person('admin'),
    disabled: await person('teacher'),
  };
  /** A program whose key has all scopes. */
  const { send: program } = await newProgram();
  const senders: Readonly<Record<string, Send>> = {
    anonymous: send,
    ...Object.fromEntries(Object.entries(people).map(([role, { send: asPerson }]) => [role, asPerson])),
    program,
  };
  await accounts.disable(people.disabled.email);
  // Disabling ends all sessions; even one that was created at the same moment is invalid.
  await renewSessions();
  const asCreated = await core.database.kysely
    .selectFrom('user')
    .selectAll()
    .where(
      'id',
      'in',
      Object.values<Person>(people).map(({ id }) => id),
    )
    .execute();

  /** Creates the sessions again that have ended. */
  async function renewSessions(others: ReadonlyArray<Person> = []): Promise<void> {
    const at = isoTime(clock.nowMs());
    for (const { id, token } of [...Object.values<Person>(people), ...others]) {
      const session = { id: token, token: hashToken(token), userId: id };
      const times = { expiresAt: '2100-01-01T00:00:00.000Z', createdAt: at, updatedAt: at };
      await core.database.kysely
        .insertInto('session')
        .values({ ...session, ...times } as never)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** Undoes what requests have done to the accounts themselves, which they may delete, and to those of others. */
  async function restore(others: ReadonlyArray<Person> = []): Promise<void> {
    await unguarded(core.database.kysely)
      .insertInto('user')
      .values(asCreated)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const { id, role } of [...Object.values<Person>(people), ...others]) {
      const banned = id === people.disabled.id ? 1 : null;
      await unguarded(core.database.kysely)
        .updateTable('user')
        .set({ role, banned })
        .where('id', '=', id)
        .execute();
    }
    await renewSessions(others);
  }

  /** Inserts a booklet, because making one takes a second. */
  async function addBooklet(owner: BookletOwner, taskId: string, versionId: string): Promise<void> {
    const spec = { language: 'en', oddPages: false, includesUpcoming: false, timeZone: 'UTC' };
    const asked = { owner, ...spec, askedBy: people.contestStaff.id };
    const { id } = await openBooklets(core).booklets.request(asked);
    const statement = { taskId, versionId, label: 'A', language: 'en', page: 3, problem: null };
    const made = {
      ...{ objectKey: newObjectKey(), size: 1, sha256: '0'.repeat(64), pages: 3, madeAt: clock.nowMs() },
      ...{ madeOf: 'another state', statements: JSON.stringify([statement]) },
    };
    await core.database.kysely.updateTable('booklets').set(made).where('id', '=', id).execute();
    await core.database.kysely.insertInto('bookletTasks').values({ bookletId: id, taskId }).execute();
  }

  /** A task, a group and a contest in which everyone has the role that `expected-statuses.ts` describes. */
  async function makeWorld() {
    const { owner, groupStaff, contestStaff, disabled, participant, member } = people;
    const given = await task(owner);
    const version = await publish(given, owner);
    const attachmentId = await attachFile(core, given.id, owner.id);
    for (const role of ['reader', 'editor', 'manager'] as const) {
      await taskStaff.put(given.id, people[role].id, role);
    }
    await taskStaff.put(given.id, disabled.id, 'owner');
    const helper = await person();
    await core.accounts.change(helper.id, { externalId: helper.id });
    const pending = await upload(given, helper);
    await taskStaff.put(given.id, helper.id, 'reader');

    const inGroup = { staff: [disabled], members: [member, helper], tasks: [given] };
    const group = await testApp.group(groupStaff, inGroup);
    const invited = await testApp.group(people.admin, { name: 'Invited' });
    const nowMs = clock.nowMs();
    const contest = await testApp.contest(contestStaff, {
      ...{ startsAt: nowMs + hourMs, endsAt: nowMs + 5 * hourMs, prefetchFrom: nowMs },
      ...{ staff: [disabled, helper], participants: [participant, helper], groups: [invited] },
      tasks: [{ id: given.id }],
    });

    const envelope = {
      ...{ id: newId(), contestId: contest.id, language: 'en', size: 2 ** 20, key: randomBytes(16) },
      objectKey: await core.pendingDeletions.reserve('sealed'),
      parts: [{ taskId: given.id, versionId: version.id, isLeftOut: false }],
    };
    await openEnvelopes(core).put(envelope, undefined);
    await addBooklet({ kind: 'contest', id: contest.id }, given.id, version.id);
    await addBooklet({ kind: 'group', id: group.id }, given.id, version.id);

    await core.database.kysely.deleteFrom('webhookEndpoints').execute(); // there may be few
    const hook = { url: 'https://judge.invalid/', events: ['key.rotated'] };
    const webhookId: string = (await program('POST /api/v1/webhooks', hook)).body.id;
    const noticeId = newId();
    await core.database.kysely
      .insertInto('notices')
      .values({
        ...{ id: noticeId, contestId: contest.id, taskId: given.id, texts: '{"en":"Read the task again."}' },
        ...{ createdBy: contestStaff.id, createdAt: nowMs, updatedAt: null },
      })
      .execute();

    const invite = (kind: 'group' | 'contest', id: string) =>
      createInvitations(core).create(
        { kind, id },
        { endsAt: nowMs + hourMs, maxUses: 100, emailDomains: [] },
        groupStaff.id,
      );
    const invitation = await invite('group', group.id);
    const contestInvitation = await invite('contest', contest.id);

    const { body } = await owner.send(`POST /api/v1/tasks/${given.id}/description-url`);
    const url: string = body.descriptionPdfUrl;
    const oldKeyId = core.keys.ring()[0].id;
    await core.keys.rotate();
    const { id: otherKeyId } = await newProgram(['read']);
    return {
      otherKeyId,
      given,
      version,
      attachmentId,
      pending,
      group,
      contest,
      invited,
      envelope,
      noticeId,
      invitation,
      contestInvitation,
      webhookId,
      helper,
      url,
      oldKeyId,
    };
  }

  return { people, program, senders, renewSessions, restore, makeWorld };
}

/**
 * A path of the API document with the ids of a world in it.
 * @param others values for other parameters, or instead of an id
 */
export function pathIn(world: ApiWorld, path: string, others: Readonly<Record<string, string>> = {}): string {
  const values: Readonly<Record<string, string>> = {
    taskId: world.given.id,
    groupId: world.group.id,
    contestId: world.contest.id,
    userId: world.helper.id,
    versionId: world.version.id,
    attachmentId: world.attachmentId,
    noticeId: world.noticeId,
    invitationId: world.invitation.id,
    webhookId: world.webhookId,
    keyId: world.oldKeyId,
    apiKeyId: world.otherKeyId,
    language: 'en',
    kind: 'groups',
    issueId: new URL(world.url).searchParams.get('issue') ?? '',
    ...others,
  };
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? assert.fail(name));
}
