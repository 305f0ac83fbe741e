import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { migrateToLatest } from '../../../src/database/migrate.ts';

import {
  type ClaimedMail,
  claimMs,
  createMailQueue,
  type MailEvent,
  type MailKind,
} from '../../../src/domain/accounts/mail-queue.ts';
import { createSetupLinks, endSetupLinks } from '../../../src/domain/accounts/setup-links.ts';
import { mailConfigOf } from '../../../src/features/mail/mail-settings.ts';
import { createSendDueMail } from '../../../src/features/mail/send-due-mail.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { workQueueContract } from '../../contracts/work-queue-contract.ts';
import { startSmtp } from '../../servers/smtp.ts';
import { accountRow } from '../../support/rows.ts';
import { dayMs, hourMs, minuteMs, secondMs, settableClock } from '../../support/settable-clock.ts';
import { testDatabaseOpener } from '../../support/test-database.ts';
import { unguarded } from '../../support/unguarded.ts';

const publicUrl = 'https://lectern.example.org';
const mailFrom = 'Contest School <lectern@example.org>';
const clock = settableClock();
const startMs = clock.nowMs();
const open = await testDatabaseOpener();
const database = open();
await migrateToLatest(database, migrations);

async function startAnew(): Promise<void> {
  clock.set(startMs);
  await database.kysely.deleteFrom('mails').execute();
}

function instance({ port, user = '' }: { port: number; user?: string }) {
  const logged: Array<string> = [];
  const outcomes: Array<MailEvent> = [];
  const write = (facts: object, message: string) => void logged.push(JSON.stringify({ ...facts, message }));
  const queue = createMailQueue({ database, clock });
  const mail = mailConfigOf({ smtpUrl: `smtp://${user}127.0.0.1:${port}`, mailFrom });
  assert.ok(mail);
  const links = createSetupLinks({ database, clock, publicUrl });
  const parts = {
    ...{ database, clock, queue, mail, publicUrl, contact: 'help@example.org' },
    makeLink: links.add,
    log: { info: write, warn: write, error: write },
    onMail: (_kind: MailKind, outcome: MailEvent) => void outcomes.push(outcome),
  };
  return { parts, queue, logged, outcomes, sendDue: createSendDueMail(parts) };
}

async function newPerson({ name = 'Ann', banned = 0 as 0 | 1 } = {}) {
  const id = randomUUID();
  const email = `${id}@example.org`;
  const account = accountRow({ id, name, email, banned });
  await unguarded(database.kysely).insertInto('user').values(account).execute();
  return { id, email };
}

const queue = createMailQueue({ database, clock });
const add = (userId: string | null, kind: MailKind = 'forgotten-password') =>
  queue.add(database.kysely, [{ kind, userId, language: 'en' }]);
const addForNew = async (kind?: MailKind) => add((await newPerson()).id, kind);
const nextDueMs = async () => {
  const { dueAt } = await database.kysely
    .selectFrom('mails')
    .select(({ fn }) => fn.min('dueAt').as('dueAt'))
    .executeTakeFirstOrThrow();
  return dueAt === null ? null : Number(dueAt);
};
const waiting = async () =>
  (await database.kysely.selectFrom('mails').select('id').where('dueAt', 'is not', null).execute()).length;

describe('a mail', () => {
  beforeEach(startAnew);

  it('is delivered with a link that works once, as text and as HTML, and is not stored afterwards', async () => {
    const smtp = await startSmtp();
    const { sendDue, outcomes } = instance(smtp);
    const { id, email } = await newPerson();
    await add(id, 'invitation');
    await sendDue();
    const [mail, ...others] = smtp.arrived;
    assert.ok(mail);
    assert.deepEqual([others.length, mail.from, mail.to], [0, 'lectern@example.org', [email]]);
    assert.equal(mail.parsed.from?.text, '"Contest School" <lectern@example.org>');
    assert.equal(mail.parsed.subject, 'Your account at Contest School');
    assert.equal(mail.parsed.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.parsed.headers.get('content-language'), 'en');
    assert.equal(mail.parsed.date?.getTime(), clock.nowMs());
    assert.match(mail.parsed.messageId ?? '', /^<[\w-]+@example\.org>$/);
    const text = mail.parsed.text ?? '';
    const token = /https:\/\/lectern\.example\.org\/set-password#token=([\w-]{43})\n/.exec(text)?.[1] ?? '';
    assert.ok(String(mail.parsed.html).includes(`href="${publicUrl}/set-password#token=${token}"`));
    assert.doesNotMatch(String(mail.parsed.html), /<img|src=|url\(/);
    assert.match(text, /1 December 2026 at 12:00 \(UTC\)/);
    const links = createSetupLinks({ database, clock, publicUrl });
    assert.equal((await links.accountOf(token)).email, email);
    const rows = await database.kysely.selectFrom('mails').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${token}|@`));
    assert.deepEqual(outcomes, ['sent']);
    await sendDue();
    assert.equal(smtp.arrived.length, 1);
  });

  it('contains no header or text that is hidden in a name', async () => {
    const smtp = await startSmtp();
    await add((await newPerson({ name: 'Ann\r\nBcc: eve@example.org\r\n\r\nhttps://evil.example' })).id);
    await instance(smtp).sendDue();
    const [mail] = smtp.arrived;
    assert.equal(mail?.to.length, 1);
    assert.equal(mail?.parsed.bcc, undefined);
    assert.doesNotMatch(mail?.raw ?? '', /eve@|evil\.example/);
  });

  it('is not sent to a disabled account, to no account, or without an address; a notice is sent to a disabled one', async () => {
    const smtp = await startSmtp();
    const { sendDue, outcomes } = instance(smtp);
    const { id } = await newPerson({ banned: 1 });
    await add(null);
    await add(id);
    await add(id, 'invitation');
    await add(id, 'password-changed');
    await sendDue();
    assert.deepEqual(outcomes.sort(), ['dropped', 'dropped', 'dropped', 'sent']);
    assert.match(smtp.arrived[0]?.parsed.subject ?? '', /was changed/);
  });

  it('is sent by a server that requires a password, but not if it refuses the password', async () => {
    const smtp = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'a/b' ? done(null, { user: username }) : done(new Error('Wrong')),
    });
    await addForNew();
    const refused = instance({ ...smtp, user: 'lectern:s3cret@' });
    await refused.sendDue();
    assert.deepEqual(refused.outcomes, ['retried']);
    assert.match(refused.logged.join(), /answered 535 to AUTH/);
    assert.doesNotMatch(refused.logged.join(), /s3cret/);
    clock.advance(minuteMs);
    await instance({ ...smtp, user: 'lectern:a%2Fb@' }).sendDue();
    assert.equal(smtp.arrived.map(({ user }) => user).join(), 'lectern');
  });
});

describe('a mail that cannot be delivered', () => {
  beforeEach(startAnew);

  it('is tried again after a temporary refusal, with the same Message-ID', async () => {
    const smtp = await startSmtp();
    const { sendDue, outcomes, logged } = instance(smtp);
    const { id, email } = await newPerson();
    await add(id);
    smtp.refuseNext(451, 450);
    await sendDue();
    await sendDue();
    assert.deepEqual(outcomes, ['retried'], 'not immediately');
    clock.advance(minuteMs);
    await sendDue();
    clock.advance(5 * minuteMs);
    await sendDue();
    assert.deepEqual(outcomes, ['retried', 'retried', 'sent']);
    assert.equal(smtp.arrived.length, 1);
    assert.ok(!logged.join().includes(email) && !logged.join().includes('token'), logged.join('\n'));
  });

  it('is not tried again after a permanent refusal, and delays no other mail', async () => {
    const smtp = await startSmtp();
    const { sendDue, outcomes, logged } = instance(smtp);
    const { id, email } = await newPerson();
    await add(id);
    await add((await newPerson()).id);
    smtp.refuseNext(550);
    await sendDue();
    assert.deepEqual(outcomes, ['refused', 'sent']);
    assert.equal(await waiting(), 0);
    assert.match(logged.join(), /answered 550 to RCPT TO/);
    assert.ok(!logged.join().includes(email));
  });

  it('waits while the server is down, and arrives once it is up', async () => {
    const gone = await startSmtp();
    await gone.stop();
    const { sendDue, outcomes } = instance(gone);
    for (let mails = 0; mails < 2; mails += 1) await addForNew();
    await sendDue();
    assert.deepEqual(outcomes, ['retried', 'retried']);
    const back = await startSmtp({}, gone.port);
    clock.advance(minuteMs);
    await sendDue();
    assert.equal(back.arrived.length, 2);
    assert.equal(back.connections(), 1, 'one connection for both');
  });

  it('is given up when its link would be of no use, or after a day', async () => {
    const gone = await startSmtp();
    await gone.stop();
    const { sendDue, outcomes } = instance(gone);
    for (const [kind, longestMs] of [
      ['forgotten-password', hourMs],
      ['invitation', dayMs],
    ] as const) {
      const beganMs = clock.nowMs();
      await addForNew(kind);
      for (let dueMs: number | null = beganMs; dueMs !== null; dueMs = await nextDueMs()) {
        clock.set(Math.max(dueMs, clock.nowMs() + 30 * secondMs));
        await sendDue();
      }
      assert.ok(clock.nowMs() - beganMs <= longestMs, kind);
      assert.equal(outcomes.pop(), 'expired');
    }
  });

  for (const [what, options, changes] of [
    ['whose certificate is not trusted', { secure: true }, { host: 'localhost', tls: 'implicit' }],
    ['that should offer STARTTLS and does not', {}, { tls: 'starttls' }],
  ] as const) {
    it(`is not handed to a server ${what}`, async () => {
      const smtp = await startSmtp(options);
      const { parts, outcomes } = instance(smtp);
      const server = { ...parts.mail.server, ...changes };
      await add((await newPerson()).id);
      await createSendDueMail({ ...parts, mail: { ...parts.mail, server } })();
      assert.deepEqual([outcomes, smtp.arrived], [['retried'], []]);
    });
  }
});

describe('several instances', () => {
  beforeEach(startAnew);

  it('send a mail once more, and no more than that, when one dies before it is recorded', async () => {
    const smtp = await startSmtp();
    const dying = instance(smtp);
    const dead = new Error('killed');
    const sendDue = createSendDueMail({
      ...dying.parts,
      queue: { ...dying.queue, finish: () => Promise.reject(dead) },
    });
    await add((await newPerson()).id);
    await assert.rejects(sendDue(), dead);
    const other = instance(smtp);
    await other.sendDue();
    assert.equal(smtp.arrived.length, 1, 'it is claimed still');
    clock.advance(claimMs);
    await other.sendDue();
    clock.advance(claimMs);
    await other.sendDue();
    assert.equal(smtp.arrived.length, 2);
    assert.equal(smtp.arrived[0]?.parsed.messageId, smtp.arrived[1]?.parsed.messageId);
  });
});

describe('a mail that waits', () => {
  beforeEach(startAnew);

  workQueueContract<ClaimedMail>({ claimMs, newDatabase: testDatabaseOpener }, (database, clock) => {
    const queue = createMailQueue({ database, clock });
    return {
      async add() {
        await queue.add(database.kysely, [{ kind: 'invitation', userId: null, language: 'en' }]);
        const newest = database.kysely.selectFrom('mails').select('id').orderBy('id', 'desc').limit(1);
        return (await newest.executeTakeFirstOrThrow()).id;
      },
      claim: async (id) => (await queue.claim(100)).find((mail) => mail.id === id),
      fail: (mail) => queue.postpone(mail, clock.nowMs()),
      failures: (mail) => mail.attempts,
      end: queue.finish,
    };
  });

  it('stays cancelled when an attempt to send it fails afterwards', async () => {
    const smtp = await startSmtp();
    const { parts, queue } = instance(smtp);
    const { id } = await newPerson();
    await add(id);
    await createSendDueMail({
      ...parts,
      async makeLink(...link) {
        const made = await parts.makeLink(...link);
        await endSetupLinks(database.kysely, [id]);
        smtp.refuseNext(451);
        return made;
      },
    })();
    assert.equal(await waiting(), 0);
    clock.advance(hourMs);
    assert.deepEqual([await queue.claim(1), smtp.arrived], [[], []]);
  });
});

describe('the queue', () => {
  beforeEach(startAnew);

  it('refuses more than its limit', async () => {
    const { id } = await newPerson();
    const small = createMailQueue({ database, clock, maxWaiting: 3 });
    const mail = { kind: 'invitation', userId: id, language: 'en' } as const;
    await small.add(database.kysely, [mail, mail, mail]);
    const refusal = { code: 'rate-limited', facts: { retryAfterSeconds: 900 } };
    await assert.rejects(small.add(database.kysely, [mail]), refusal);
    assert.equal(await waiting(), 3);
  });

  it('removes what is days old, whether it was sent or not', async () => {
    for (let day = 0; day < 2; day += 1) {
      await addForNew();
      clock.advance(dayMs);
    }
    assert.equal(await queue.prune(clock.nowMs()), 1);
    assert.equal(await waiting(), 1);
  });
});
