import { stateOf } from '../../core/decide/decide.ts';
import type { Database } from '../../database/database.ts';
import type { Contest } from '../../domain/contests/contest.ts';
import { tasksInOrder } from '../../domain/contests/contest-tasks.ts';
import { contestWindow } from '../../domain/contests/contest-window.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import type { CurrentDocument, TaskDetails } from '../../domain/tasks/task-detail.ts';
import { largestClass } from './envelope-format.ts';

/** The intended content of a contest's envelope in one language. */
export interface EnvelopeContents {
  /** BCP 47; `und` if the contest has no document. */
  readonly language: string;
  /** In the order of the contest. */
  readonly documents: ReadonlyArray<CurrentDocument>;
}

/**
 * Reads what the envelopes of a contest should hold now. There is one for each language of its documents, with the
 * document that a reader of that language gets of each task that opens with the contest. Without documents there is
 * still one envelope, so that its existence reveals nothing.
 */
export type ReadContents = (
  contest: Pick<Contest, 'id' | 'startsAt' | 'endsAt'>,
) => Promise<ReadonlyArray<EnvelopeContents>>;

const withoutLanguage = 'und';
/** Leaves 1 MiB for the index. */
const maxBytes = largestClass - 2 ** 20;

export function createReadContents(parts: {
  readonly database: Database;
  readonly taskDetails: TaskDetails;
}): ReadContents {
  const { kysely } = parts.database;
  return async (contest) => {
    const tasks = await tasksInOrder(kysely, contest.id)
      .select(['taskId', 'opensAt', 'closesAt', 'embargoUntil'])
      .execute();
    // The key requires access to every task in the envelope, so a task that is not open would withhold it from everyone.
    const sealed = tasks.filter(({ embargoUntil, ...task }) => {
      const { opensAt, closesAt } = contestWindow(contest, task);
      const window = { opensAt: Math.max(opensAt, embargoUntil ?? 0), closesAt };
      return stateOf(window, contest.startsAt) === 'open';
    });
    const details = await parts.taskDetails.ofMany(sealed.map(({ taskId }) => taskId));
    const inOrder = sealed.flatMap(({ taskId }) => details.get(taskId) ?? []);
    const languages = new Set(inOrder.flatMap(({ documents }) => documents.map(({ language }) => language)));
    if (languages.size === 0) return [{ language: withoutLanguage, documents: [] }];
    return [...languages].sort().map((language) => ({
      language,
      documents: asManyAsFit(
        inOrder.flatMap(
          ({ documents, primaryLanguage }) =>
            chooseDocument(documents, { language, acceptLanguage: undefined, primaryLanguage }) ?? [],
        ),
      ),
    }));
  };
}

function asManyAsFit(documents: ReadonlyArray<CurrentDocument>): ReadonlyArray<CurrentDocument> {
  let bytes = 0;
  return documents.filter(({ size }) => {
    const fits = bytes + size <= maxBytes;
    if (fits) bytes += size;
    return fits;
  });
}
