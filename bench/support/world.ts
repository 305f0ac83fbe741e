import { randomBytes } from 'node:crypto';
import { openSilentCore } from '../../test/support/silent-core.ts';
import { insertPeople, type Person } from './people.ts';

/** A session token and a task that it opens. */
export interface Reader {
  readonly token: string;
  readonly taskId: string;
}

/**
 * Fills a data folder with one group of students who can read all of its tasks, each with a record of one PDF. Returns every pair of
 * student and task in random order.
 */
export async function buildWorld(
  environment: Record<string, string>,
  size: { students: number; tasks: number },
): Promise<ReadonlyArray<Reader>> {
  const core = await openSilentCore(environment);
  const nowMs = core.clock.nowMs();
  const people = await insertPeople(core, size.students + 1);
  const [owner, ...students] = people as [Person, ...Array<Person>];
  const group = await core.groups.create({ name: 'Bench' }, owner.id);
  for (let at = 0; at < students.length; at += 500) {
    await core.groups.putMembers(
      group.id,
      students.slice(at, at + 500).map((student) => student.id),
      'member',
    );
  }
  const readers: Array<Reader> = [];
  for (let at = 0; at < size.tasks; at += 1) {
    const task = await core.tasks.create(
      {
        title: `Task ${at}`,
        primaryLanguage: 'en',
        visibility: 'restricted',
        visibleFrom: null,
        embargoUntil: null,
      },
      owner.id,
    );
    await core.groups.assign(group.id, task.id, { opensAt: nowMs - 1000, closesAt: null });
    const description = {
      taskId: task.id,
      language: 'en',
      fileName: `task-${at}.en.pdf`,
      size: 48_213,
      sha256: randomBytes(32).toString('hex'),
      uploadedBy: owner.id,
    };
    const { version } = await core.uploads.announce(description);
    await core.uploads.publish(version);
    for (const { token } of students) readers.push({ token, taskId: task.id });
  }
  await core.close();
  return shuffle(readers);
}

function shuffle<T>(items: Array<T>): Array<T> {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
