import { stateOf } from '../../core/decide/decide.ts';
import type { Database } from '../../database/database.ts';
import type { Contest } from '../../domain/contests/contest.ts';
import { tasksInOrder } from '../../domain/contests/contest-tasks.ts';
import { contestWindow } from '../../domain/contests/contest-window.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import type { CurrentDocument, TaskDetails } from '../../domain/tasks/task-detail.ts';
import { largestClass } from './envelope-format.ts';

/** What the envelope of a contest in one language is to hold. */
export interface EnvelopeContents {
  /** BCP 47; `und` where the contest has no document. */
  readonly language: string;
  /** In the order of the contest. */
  readonly documents: ReadonlyArray<CurrentDocument>;
}

/**
 * What the envelopes of a contest are to hold now, one for each language that any of its documents has: of each task
 * that opens together with the contest, the document that a reader of that language would get. Without any document
 * there is one envelope all the same, so that its existence tells nothing.
 */
export type ReadContents = (
  contest: Pick<Contest, 'id' | 'startsAt' | 'endsAt'>,
) => Promise<ReadonlyArray<EnvelopeContents>>;

const withoutLanguage = 'und';
/** What the index and the statements beyond this would need does not fit. */
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
    // The key is given to who may read all of them, so one that does not open would keep it from everybody.
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
