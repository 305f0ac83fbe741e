import { stateOf } from '../../core/decide/decide.ts';
import type { Core } from '../../core/open-core.ts';
import type { Contest } from '../../domain/contests/contest.ts';
import { tasksInOrder } from '../../domain/contests/contest-tasks.ts';
import { contestWindow } from '../../domain/contests/contest-window.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import type { CurrentDocument, TaskDetail } from '../../domain/tasks/task-detail.ts';
import { largestClass } from './envelope-format.ts';

/** The intended content of a contest's envelope in one language. */
export interface EnvelopeContents {
  /** BCP 47; `und` if the contest has no document. */
  readonly language: string;
  /** In the order of the contest. */
  readonly documents: ReadonlyArray<CurrentDocument>;
  /** In the order of the contest, then by name. */
  readonly attachments: ReadonlyArray<CurrentAttachment>;
}

type CurrentAttachment = TaskDetail['attachments'][number];

/** All files of an envelope, in its order. */
export const filesOf = ({
  documents,
  attachments,
}: Pick<EnvelopeContents, 'documents' | 'attachments'>): ReadonlyArray<CurrentDocument> => [
  ...documents,
  ...attachments,
];

/**
 * Reads what the envelopes of a contest should hold now. There is one for each language of its documents, with the
 * document that a reader of that language gets of each task that opens with the contest, and with the attachments
 * that open with these tasks. Without documents there is still one envelope, so that its existence reveals nothing.
 */
export type ReadContents = (
  contest: Pick<Contest, 'id' | 'startsAt' | 'endsAt'>,
) => Promise<ReadonlyArray<EnvelopeContents>>;

const withoutLanguage = 'und';
/** Leaves 1 MiB for the index. */
const maxBytes = largestClass - 2 ** 20;
/** Each is a record for each reader of the key, and takes up to 1 KiB of the index. */
export const maxSealedAttachments = 200;

export function createReadContents(
  parts: Pick<Core, 'database' | 'taskDetails' | 'attachments'>,
): ReadContents {
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
    // Read after the details: a version that becomes secret in between is left out.
    const opening = await parts.attachments.openingWithTasks(
      inOrder.flatMap(({ attachments }) => attachments.map(({ id }) => id)),
    );
    const attachments = inOrder.flatMap((task) =>
      task.attachments.filter(({ id }) => opening.has(id)).sort(byName),
    );
    const languages = new Set(inOrder.flatMap(({ documents }) => documents.map(({ language }) => language)));
    if (languages.size === 0) languages.add(withoutLanguage);
    return [...languages].sort().map((language) => {
      const fits = fitting(maxBytes);
      const documents = inOrder.flatMap(
        ({ documents, primaryLanguage }) =>
          chooseDocument(documents, { language, acceptLanguage: undefined, primaryLanguage }) ?? [],
      );
      return {
        language,
        documents: documents.filter(fits),
        attachments: attachments.filter(fits).slice(0, maxSealedAttachments),
      };
    });
  };
}

const byName = (one: CurrentAttachment, other: CurrentAttachment) => (one.fileName < other.fileName ? -1 : 1);

/** Accepts files while they fit in the space that the accepted ones have left. */
function fitting(maxBytes: number): (file: Pick<CurrentDocument, 'size'>) => boolean {
  let left = maxBytes;
  return ({ size }) => {
    if (size > left) return false;
    left -= size;
    return true;
  };
}
