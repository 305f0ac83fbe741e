/** Puts the tasks, groups and contests of the judge as they are now. Doing it again changes nothing. */
import { contests, groups, tasks, userOf } from './judge.ts';
import { ext, lectern, person } from './lectern.ts';

const people = (ids: ReadonlyArray<number>) => ids.map(userOf).map(person);
const say = (what: string, outcome: string) => process.stdout.write(`${what}: ${outcome}\n`);
/** Of a list that is put whole: who is not in it is removed. */
const changes = ({ added, changed, removed }: { added: number; changed: number; removed: number }) =>
  `${added} added, ${changed} changed, ${removed} removed`;

for (const { id, title } of tasks) {
  const { outcome } = await lectern.put('/api/v1/tasks/{taskId}', {
    path: { taskId: ext(id) },
    body: { title, collaborators: people([1]) },
  });
  say(`task ${id}`, outcome);
}

for (const group of groups) {
  const path = { groupId: ext(group.id) };
  const body = { name: group.name, staff: people(group.staff) };
  const { outcome } = await lectern.put('/api/v1/groups/{groupId}', { path, body });
  say(`group ${group.id}`, outcome);
  const staff = people(group.staff).map((each) => ({ ...each, role: 'staff' as const }));
  const members = [...staff, ...people(group.members)];
  say('members', changes(await lectern.put('/api/v1/groups/{groupId}/members', { path, body: { members } })));
  for (const id of group.tasks) {
    await lectern.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
      path: { ...path, taskId: ext(id) },
      body: { opensAt: '2026-01-01T00:00:00Z' },
    });
  }
}

for (const { id, name, startsAt, endsAt, ...contest } of contests) {
  const path = { contestId: ext(id) };
  const body = { name, startsAt, endsAt, staff: people([1]) };
  const { outcome } = await lectern.put('/api/v1/contests/{contestId}', { path, body });
  say(`contest ${id}`, outcome);
  const participants = people(contest.participants);
  say(
    'participants',
    changes(await lectern.put('/api/v1/contests/{contestId}/participants', { path, body: { participants } })),
  );
  const placed = contest.tasks.map(({ id: task, ...window }, at) => ({
    taskId: ext(task),
    label: String.fromCharCode(65 + at),
    ...window,
  }));
  say(
    'tasks',
    changes(await lectern.put('/api/v1/contests/{contestId}/tasks', { path, body: { tasks: placed } })),
  );
}
