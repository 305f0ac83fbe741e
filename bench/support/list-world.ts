import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openSilentCore } from '../../test/support/silent-core.ts';
import { insertPeople, type Person } from './people.ts';

/** The reader's groups and contests; every task has one PDF, and is in one of them. */
const [groupCount, contestCount, tasksOfEach, peopleCount] = [10, 10, 50, 500];
const hourMs = 3_600_000;

/** The reader's number of tasks. */
export const openTasks = (groupCount + contestCount) * tasksOfEach;

/** Fills a data folder with a reader of many open tasks, among others. @returns a session token of the reader */
export async function buildListWorld(environment: Record<string, string>): Promise<string> {
  const core = await openSilentCore(environment);
  const nowMs = core.clock.nowMs();
  const people = await insertPeople(core, peopleCount);
  const [owner, reader] = people as [Person, Person];
  const everyone = people.slice(1).map(({ id }) => id);

  async function publish(title: string): Promise<string> {
    const settings = { primaryLanguage: 'en', visibility: 'restricted', visibleFrom: null } as const;
    const { id } = await core.tasks.create({ title, ...settings, embargoUntil: null }, owner.id);
    const stored = { size: 48_213, sha256: randomBytes(32).toString('hex') };
    const description = { taskId: id, language: 'en', fileName: 'task.en.pdf', uploadedBy: owner.id };
    const { version } = await core.uploads.announce({ ...description, ...stored });
    await core.uploads.publish(version);
    return id;
  }

  for (let at = 0; at < groupCount; at += 1) {
    const { id } = await core.groups.create({ name: `Group ${at}` }, owner.id);
    await core.groups.putMembers(id, everyone, 'member');
    for (let number = 0; number < tasksOfEach; number += 1) {
      const taskId = await publish(`Task ${number} of group ${at}`);
      await core.groups.assign(id, taskId, { opensAt: nowMs - hourMs, closesAt: null });
    }
  }
  for (let at = 0; at < contestCount; at += 1) {
    const window = { startsAt: nowMs - hourMs, endsAt: nowMs + 5 * hourMs };
    const contest = await core.contests.create(
      { name: `Contest ${at}`, ...window, afterEnd: 'closed' },
      owner.id,
    );
    await core.contestPeople.putParticipants(contest, everyone, { delaySeconds: 0, extraSeconds: 0 });
    for (let number = 0; number < tasksOfEach; number += 1) {
      const taskId = await publish(`Task ${number} of contest ${at}`);
      const slot = { label: `${number}`, position: number, opensAt: null, closesAt: null };
      await core.contestTasks.put(contest, { taskId, ...slot });
    }
  }
  // PostgreSQL would do so automatically, but later.
  if (core.database.dialect === 'postgres') await sql`vacuum analyze`.execute(core.database.kysely);
  await core.close();
  return reader.token;
}
