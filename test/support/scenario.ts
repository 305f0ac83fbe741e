import type { Core } from '../../src/core/open-core.ts';
import {
  type Contest,
  type ContestDraft,
  type ContestTaskDraft,
  contestTaskFields,
} from '../../src/domain/contests/contest.ts';
import type { Group } from '../../src/domain/groups/groups.ts';
import { contestDraft, contestTaskDraft } from './drafts.ts';

interface HasId {
  readonly id: string;
}

interface GroupScenario {
  readonly name?: string;
  readonly members?: ReadonlyArray<HasId>;
  /** Besides the one who creates it. */
  readonly staff?: ReadonlyArray<HasId>;
  /** Open from `opensAt`, which is long ago, until `closesAt`, which is never. */
  readonly tasks?: ReadonlyArray<HasId>;
  readonly opensAt?: number;
  readonly closesAt?: number | null;
}

interface ContestScenario extends Partial<ContestDraft> {
  /** Besides the one who creates it. */
  readonly staff?: ReadonlyArray<HasId>;
  readonly participants?: ReadonlyArray<HasId>;
  readonly delaySeconds?: number;
  readonly extraSeconds?: number;
  /** Invited with all their members. */
  readonly groups?: ReadonlyArray<HasId>;
  /** Labelled A, B, … in this order, each open as long as the contest unless it says otherwise. */
  readonly tasks?: ReadonlyArray<HasId & Partial<Omit<ContestTaskDraft, 'taskId'>>>;
}

/** Groups and contests with their people and tasks, by the domain and not by rows: a test's world in three lines. */
export const scenarioIn = ({ groups, contests, contestPeople, contestTasks }: Core) => ({
  async group(creator: HasId, scenario: GroupScenario = {}): Promise<Group> {
    const {
      name = 'Algorithms',
      members = [],
      staff = [],
      tasks = [],
      opensAt = 0,
      closesAt = null,
    } = scenario;
    const group = await groups.create({ name }, creator.id);
    await groups.putMembers(group.id, idsOf(staff), 'staff');
    await groups.putMembers(group.id, idsOf(members), 'member');
    for (const { id } of tasks) await groups.assign(group.id, id, { opensAt, closesAt });
    return group;
  },

  /** Began long ago and has no end, unless the scenario says otherwise. */
  async contest(creator: HasId, scenario: ContestScenario = {}): Promise<Contest> {
    const { staff = [], participants = [], groups: invited = [], tasks = [], ...others } = scenario;
    const { delaySeconds = 0, extraSeconds = 0, ...draft } = others;
    const contest = await contests.create(contestDraft(draft), creator.id);
    await contestPeople.putStaff(contest.id, idsOf(staff));
    await contestPeople.putParticipants(contest, idsOf(participants), { delaySeconds, extraSeconds });
    for (const { id } of invited) await contestPeople.putGroup(contest.id, id);
    for (const [at, task] of tasks.entries()) {
      const label = String.fromCharCode(65 + at);
      // A whole task may be given, whose own fields are not those of its place.
      const isGiven = ([name]: [string, unknown]) => contestTaskFields.names.some((own) => own === name);
      const link = Object.fromEntries(Object.entries(task).filter(isGiven));
      await contestTasks.put(contest, contestTaskDraft({ label, ...link, taskId: task.id }));
    }
    return contest;
  },
});

const idsOf = (each: ReadonlyArray<HasId>): Array<string> => each.map(({ id }) => id);
