import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { generateSigningKey } from 'lectern-signing';
import { openCore } from '../../src/core/open-core.ts';
import { memberRemoval } from '../../src/domain/groups/groups.ts';
import type { Task } from '../../src/domain/tasks/task.ts';
import { taskStaffRemoval } from '../../src/domain/tasks/task-staff.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';
import { createRevocations } from '../../src/revocation/revocations.ts';
import { createRevokedFolder } from '../../src/revocation/revoked-folder.ts';
import { openTestApp, type Person } from '../support/app.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const lectern = await openTestApp();
const { core, clock, dataDir, environment, person, task, publish, permit, group, contest } = lectern;
const { revocations, tasks } = core;
const teacher = await person('teacher');
await person('admin'); // so that one remains

type Given = { readonly id: string; readonly objectKey: string; readonly fileName: string };

/** A URL of the task's PDF, as it is issued to the person now. */
async function urlFor(
  reader: Person,
  given: { id: string },
  version: Given,
  decided = permit(reader, given),
  { issue }: Pick<typeof core, 'issue'> = core,
) {
  const signed = await issue({
    permit: await decided,
    version: { ...version, taskId: given.id },
    disposition: 'inline',
    lifetime: 'stable',
  });
  return signed.url;
}

const isRevoked = (url: string, { storage, revocations } = core) => {
  const content = storage.signer.readUrl(url);
  assert.ok(!('failure' in content));
  return revocations.isRevoked(content);
};

/** Gives a reader a task, and returns what takes it away again. */
type Way = (reader: Person, given: Task) => Promise<() => Promise<unknown>>;

/** A group through which a reader can read a task. */
const groupOf = (reader: Person, given: Task) => group(teacher, { members: [reader], tasks: [given] });
/** A contest in which a reader can read a task. */
const contestOf = (reader: Person, { id }: Task) =>
  contest(teacher, { participants: [reader], tasks: [{ id }] });

/** `test/properties/ended-access.more.test.ts` has every way to take access. */
const ways: Readonly<Record<string, Way>> = {
  async 'a member is removed from a group'(reader, given) {
    const { id } = await groupOf(reader, given);
    return () => revocations.change(memberRemoval(id, reader.id));
  },
  async 'a task is removed from a contest'(reader, given) {
    const { id } = await contestOf(reader, given);
    return () => core.contestTasks.remove(id, given.id);
  },
  async 'a task is deleted'(reader, given) {
    await groupOf(reader, given);
    return () => tasks.remove(given.id);
  },
};

/** A task with a PDF, and a person who can read it through a group. */
async function readable() {
  const [reader, given] = [await person(), await task(teacher)];
  const version = await publish(given, teacher);
  const { id: groupId } = await groupOf(reader, given);
  const leave = () => revocations.change(memberRemoval(groupId, reader.id));
  return { reader, given, version, groupId, leave, newUrl: () => urlFor(reader, given, version) };
}

describe('the URLs of a person who may no longer read a task are revoked', () => {
  for (const [name, give] of Object.entries(ways)) {
    it(`when ${name}, also if the URL is signed after that; those of others stay valid`, async () => {
      const [reader, other] = [await person(), await person()];
      const [given, elsewhere] = [await task(teacher), await task(teacher)];
      const [version, otherVersion] = [await publish(given, teacher), await publish(elsewhere, teacher)];
      const takeAway = await give(reader, given);
      await groupOf(other, elsewhere);
      const url = await urlFor(reader, given, version);
      const decided = permit(reader, given);
      const tags = revocations.tagsOf(await decided);
      const ofOther = await urlFor(other, elsewhere, otherVersion);
      assert.deepEqual([isRevoked(url), revocations.isAnyRevoked(tags)], [false, false]);

      await takeAway();

      assert.deepEqual([isRevoked(url), revocations.isAnyRevoked(tags)], [true, true]);
      assert.equal(isRevoked(await urlFor(reader, given, version, decided)), true);
      assert.equal(isRevoked(ofOther), false);
      await assert.rejects(permit(reader, given), { code: 'not-found' });
    });
  }

  it('and a new one is valid when the person is added again within the same window', async () => {
    const { reader, groupId, leave, newUrl } = await readable();
    const before = await newUrl();
    assert.equal(await newUrl(), before);
    await leave();
    await core.groups.putMembers(groupId, [reader.id], 'member');
    const again = await newUrl();
    assert.notEqual(again, before);
    assert.deepEqual([isRevoked(before), isRevoked(again)], [true, false]);
    assert.equal(await newUrl(), again, 'stable once more');
  });

  it('and a person who still reads it by another path gets a new URL at the next request', async () => {
    const { reader, given, leave, newUrl } = await readable();
    await groupOf(reader, given);
    const before = await newUrl();
    await leave();
    assert.equal(isRevoked(before), true);
    assert.equal(isRevoked(await newUrl()), false);
  });

  it('whichever key has signed them, even one that only another instance knows', async () => {
    const { id, secret } = generateSigningKey(clock.nowMs());
    const config = readConfig({
      ...environment,
      LECTERN_SIGNING_KEYS: `${id}:${secret.export().toString('base64url')}`,
    });
    const newer = await openCore(config, { ...core, migrations });
    after(() => newer.close());
    const { reader, given, version, leave, newUrl } = await readable();
    const [ours, theirs] = [
      await newUrl(),
      await urlFor(reader, given, version, permit(reader, given), newer),
    ];
    await core.keys.rotate();
    const afterRotation = await newUrl();
    assert.equal(new Set([ours, theirs, afterRotation]).size, 3);
    await leave();
    await newer.revocations.load();
    assert.deepEqual(
      [isRevoked(ours), isRevoked(theirs, newer), isRevoked(afterRotation)],
      [true, true, true],
    );
  });

  it('but not by a change that fails', async () => {
    const given = await task(teacher);
    const version = await publish(given, teacher);
    const url = await urlFor(teacher, given, version);
    await assert.rejects(revocations.change(taskStaffRemoval(given.id, teacher.id)), {
      code: 'last-owner',
    });
    assert.equal(isRevoked(url), false);
  });
});

describe('a URL that is revoked individually', () => {
  it('ends, and its reader gets a valid one within the same window', async () => {
    const given = await task(teacher);
    const version = await publish(given, teacher);
    const url = await urlFor(teacher, given, version);
    const content = core.storage.signer.readUrl(url);
    assert.ok(!('failure' in content));
    await revocations.change((_transaction, revoke) => revoke.url(content, content.expiresAtMs));
    assert.equal(isRevoked(url), true);
    const next = await urlFor(teacher, given, version);
    assert.notEqual(next, url);
    assert.equal(isRevoked(next), false);
  });

  it('ends too when an operator has signed it', async () => {
    const { objectKey } = await publish(await task(teacher), teacher);
    const request = { objectKey, fileName: 'a.pdf', disposition: 'inline', ttlSeconds: 60 } as const;
    const [url, other] = [await core.issueForOperator(request), await core.issueForOperator(request)];
    const content = core.storage.signer.readUrl(url.url);
    assert.ok(!('failure' in content));
    await revocations.change((_transaction, revoke) => revoke.url(content, content.expiresAtMs));
    assert.deepEqual([isRevoked(url.url), isRevoked(other.url)], [true, false]);
  });
});

describe('revocations', () => {
  const otherProcess = () => {
    const logged: Array<string> = [];
    const log = {
      error: (_: object, message: string) => void logged.push(message),
      info: (_: object, message: string) => void logged.push(message),
    };
    let isDown = false;
    let onRead = async () => {};
    /** Delays the next read until it is released. */
    const hold = () => {
      const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      onRead = async () => {
        reached.resolve();
        await released.promise;
      };
      return { reached: reached.promise, release: released.resolve };
    };
    const setDown = (down: boolean) => {
      isDown = down;
    };
    const database = {
      ...core.database,
      prepareRead: (...args: Parameters<typeof core.database.prepareRead>) => {
        const read = core.database.prepareRead(...args);
        return async (params: object) => {
          if (isDown) throw new Error('the database is down');
          const rows = await read(params);
          await onRead();
          return rows;
        };
      },
    } as typeof core.database;
    const own = createRevocations({
      database,
      idKey: core.issuing.idKey,
      clock,
      log,
      extraAccess: [],
    });
    return { own, logged, setDown, hold };
  };

  it('reach another process when it reads them, and stay in force while the database is down', async () => {
    const { own, logged, setDown } = otherProcess();
    const url = { issueId: 'x'.repeat(40), objectKey: 'a.pdf' };
    await own.load();
    await revocations.change((_transaction, revoke) => revoke.url(url, clock.nowMs() + minuteMs));
    assert.equal(own.isRevoked(url), false);
    await own.refresh();
    assert.equal(own.isRevoked(url), true);
    setDown(true);
    for (let time = 0; time < 3; time += 1) await own.refresh();
    assert.equal(own.isRevoked(url), true);
    setDown(false);
    await own.refresh();
    assert.deepEqual(logged, [
      'the revocations cannot be read; the last ones stay in use',
      'the revocations can be read again',
    ]);
  });

  it('reach another process for as long as a URL can live', async () => {
    const { own } = otherProcess();
    const { leave, newUrl } = await readable();
    const content = core.storage.signer.readUrl(await newUrl());
    assert.ok(!('failure' in content));
    await leave();
    for (const later of [0, hourMs]) {
      clock.advance(later);
      await own.load();
      assert.equal(own.isRevoked(content), true, `after ${later} ms`);
    }
  });

  it('are in force where they are made before they are read back, also during a read that began earlier', async () => {
    const { own, logged, setDown, hold } = otherProcess();
    await own.load();
    const { reached, release } = hold();
    const reading = own.refresh();
    await reached;
    setDown(true);
    const url = { issueId: 'z'.repeat(40), objectKey: 'c.pdf' };
    const changing = own.change((_transaction, revoke) => revoke.url(url, clock.nowMs() + minuteMs));
    release();
    await Promise.all([reading, changing]);
    assert.equal(own.isRevoked(url), true);
    assert.deepEqual(logged, []);
  });

  it('are empty files where nginx looks, until they have ended', async () => {
    const folder = join(dataDir, 'revoked');
    const url = { issueId: 'y'.repeat(40), objectKey: 'b.pdf' };
    const untilMs = clock.nowMs() + minuteMs;
    await revocations.change((_transaction, revoke) => revoke.url(url, untilMs));
    const path = join(folder, url.issueId);
    assert.equal(statSync(path).mtimeMs, untilMs);
    assert.equal(statSync(folder).mode & 0o777, 0o710);
    clock.set(untilMs + 2 * minuteMs);
    await revocations.load();
    assert.equal(existsSync(path), false);
  });

  it('are forgotten when no URL that they end can live any more', async () => {
    const given = await task(teacher);
    await publish(given, teacher);
    await tasks.remove(given.id);
    clock.set(clock.nowMs() + 2 * hourMs);
    assert.ok((await revocations.prune(clock.nowMs())) > 0);
    assert.equal(await revocations.prune(clock.nowMs()), 0);
    await revocations.load();
    const rows = await core.database.kysely.selectFrom('revocations').selectAll().execute();
    assert.deepEqual(rows, []);
    assert.deepEqual(readdirSync(join(dataDir, 'revoked')), []);
  });
});

describe('the folder that nginx reads', () => {
  it('gets what other processes have revoked, and keeps what one of them is writing', async () => {
    const folder = temporaryFolder();
    const published = createRevokedFolder(folder, clock);
    const revoked = (...subjects: ReadonlyArray<string>) =>
      subjects.map((subject) => ({ subject, until: clock.nowMs() + hourMs }));
    const names = () => readdirSync(folder).sort();
    const endAll = (ms: number) => {
      const seconds = (clock.nowMs() - ms) / 1000;
      for (const name of names()) utimesSync(join(folder, name), seconds, seconds);
    };
    await published.publishAll(revoked('a', 'b'));
    assert.deepEqual(names(), ['a', 'b']);
    await published.publishAll(revoked('b', 'c'));
    assert.deepEqual(names(), ['a', 'b', 'c'], 'the time of "a" has not come');
    writeFileSync(join(folder, 'd'), '');
    endAll(59 * secondMs);
    await published.publishAll(revoked('b'));
    assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
    endAll(61 * secondMs);
    await published.publishAll(revoked('c'));
    assert.deepEqual(names(), ['c']);
  });

  it('has one file for all that end together, and keeps a name that another process has written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'b'), '');
    const untilMs = clock.nowMs() + hourMs;
    const revocations = ['a', 'b', 'c'].map((subject) => ({ subject, until: untilMs }));
    await createRevokedFolder(folder, clock).publish([
      ...revocations,
      { subject: 'd', until: untilMs + 1000 },
    ]);
    const files = ['a', 'b', 'c', 'd'].map((name) => statSync(join(folder, name)));
    assert.deepEqual(
      files.map(({ nlink, mtimeMs }) => [nlink, mtimeMs - untilMs]),
      [
        [2, 0],
        [1, 0],
        [2, 0],
        [1, 1000],
      ],
    );
  });
});
