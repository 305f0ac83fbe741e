import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { newId } from '../../src/lib/ids.ts';
import { createApiPeople } from '../support/api-world.ts';
import { openTestApp, type Send } from '../support/app.ts';
import { byRunSeed, sampled } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';
import { type IdKind, type Operation, operations, routeOf } from './api-operations.ts';
import { type Call, callsOf, type Known, wrongOnes } from './arbitrary-calls.ts';
import { idsOf } from './example-requests.ts';

const testApp = await openTestApp({ LECTERN_SIGN_UP: 'open' });
const { people, program, senders, restore, makeWorld } = await createApiPeople(testApp);
await testApp.app.api.ready();

/** The same requests in every run of CI, and others every night. */
const seed = sized(13, Date.now());
/** A world that a request has changed is replaced, which takes PostgreSQL ten times as long. */
const [callsOfEach, sequenceCount] = testDialect === 'postgres' ? [1, 3] : [1, 6];

const lists = [`name,email\nAda,${newId()}@example.org\n`, 'email\n;\n', 'name;email\r\n"'];

let known: Known | undefined;

/** An unchanged world; a new one after a request may have changed the last one. */
async function unchangedWorld(): Promise<Known> {
  known ??= await newKnown();
  return known;
}

/** Discards the world after requests that may have changed it, because tests run in any order. */
async function leaveWorld(): Promise<void> {
  await restore();
  known = undefined;
}

async function newKnown(): Promise<Known> {
  const world = await makeWorld();
  const { pending, invited, helper, url, invitation, contestInvitation } = world;
  const own = Object.entries(idsOf(world)).map(([kind, id]) => [kind, [id]]);
  const ids: Record<IdKind, Array<string>> = Object.fromEntries(own);
  ids.task.push(newId());
  ids.version.push(pending.id);
  ids.group.push(invited.id);
  ids.invitation.push(contestInvitation.id);
  ids.account.push(people.member.id, people.outsider.id);
  return {
    ids,
    texts: {
      language: ['en', 'pl', 'pt-BR'],
      primaryLanguage: ['en', 'pl'],
      fileName: ['statement.pdf', 'zażółć.pdf'],
      email: [helper.email, people.outsider.email, `${newId()}@example.org`],
      emails: [helper.email, people.participant.email, 'nobody@example.org'],
      token: [invitation.url.split('=').at(-1) ?? ''],
      url: [url, 'https://hooks.example.org/lectern'],
      issueId: [new URL(url).searchParams.get('issue') ?? ''],
      csv: lists,
      'text/csv': lists,
    },
    nowMs: testApp.clock.nowMs(),
  };
}

const count = { requests: 0, statuses: new Map<number, number>() };

/** Every test app asserts that openapi.json describes the reply. */
async function ask(send: Send, call: Call): Promise<number> {
  const { status, text } = await send(routeOf(call), call.body, call.headers);
  const asked = () =>
    `${routeOf(call)} ${JSON.stringify(call.body)?.slice(0, 500)} answered ${status} ${text}`;
  assert.ok(status < 500, asked());
  assert.ok(!/node_modules|file:\/\/|SQLITE|syntax error at/.test(text), asked());
  count.requests += 1;
  count.statuses.set(status, (count.statuses.get(status) ?? 0) + 1);
  return status;
}

/** Requests, most of them valid. */
const anyOf = (operation: Operation, known: Known) =>
  callsOf(operation, known).chain((call) =>
    fc.oneof(fc.constant(call), fc.constant(call), fc.constantFrom(...wrongOnes(call))),
  );

/**
 * Operations whose valid requests need what this test app lacks: a password, a link to set one, e-mail, a calendar
 * link, a booklet with a file, an attachment, or a sign-in provider.
 */
const needMore = new Set([
  ...['signIn', 'changePassword', 'createFirstAdmin', 'requestNewPassword', 'checkSetLink', 'resetPassword'],
  ...['signInAtProvider', 'completeSignIn', 'getCalendar'],
  ...['changeAttachment', 'deleteAttachment', 'createAttachmentUrl'],
]);

describe(`any request that openapi.json allows, or almost, from anyone, by ${byRunSeed}`, () => {
  const tried = sampled(operations, sized(4, 1, 12));
  const senderCount = Object.keys(senders).length;
  for (const operation of tried) {
    it(`to ${operation.operationId} is answered as described`, async () => {
      // A new admin, who has not reached any limit.
      const isForPrograms = [
        'createGrantedUrls',
        'compareDecisions',
        'putExternalIds',
        'listRevocations',
      ].includes(operation.operationId);
      const sendAsAdmin = isForPrograms ? program : (await testApp.person('admin')).send;
      const changes = async () => {
        if (operation.method !== 'GET') await leaveWorld();
      };
      const sample = async (at: number) => {
        const calls = fc.sample(callsOf(operation, await unchangedWorld()), { seed: seed + at, numRuns: 1 });
        return calls[0] as Call;
      };
      let at = 0;
      const bound = upTo(500);
      while (!needMore.has(operation.operationId) && bound()) {
        const status = await ask(sendAsAdmin, await sample(at));
        if (status < 300) break;
        at += 1;
      }
      await changes();
      for (const call of wrongOnes(await sample(at))) await ask(sendAsAdmin, call);
      for (const send of Object.values(senders)) {
        const calls = fc.sample(anyOf(operation, await unchangedWorld()), {
          seed,
          numRuns: sized(callsOfEach, 150),
        });
        for (const call of calls) await ask(send, call);
      }
      await changes();
    });
  }

  it('is answered as described in any order', async () => {
    const world = await unchangedWorld();
    const anyCall = fc.constantFrom(...operations).chain((operation) => anyOf(operation, world));
    const sequences = fc.array(fc.tuple(fc.constantFrom(...Object.keys(senders)), anyCall), {
      minLength: 5,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        for (const [sender, call] of sequence) await ask(senders[sender] as Send, call);
        await restore();
      }),
      { seed, numRuns: sized(sequenceCount, 2000) },
    );
    await leaveWorld();
  });

  after(() => {
    const enough = tried.length * senderCount;
    assert.ok(count.requests > enough, `${count.requests} of more than ${enough} requests were tried`);
    for (const status of [200, 400, 401, 403, 404]) assert.ok(count.statuses.has(status), `no ${status}`);
  });
});
