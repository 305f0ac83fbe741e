import type { Ground } from '../../core/decide/access-paths.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Words } from '../../lib/fields.ts';

export const attachmentKinds = {
  title: 'AttachmentKind',
  words: ['attachment', 'editorial'],
  describe: 'attachment: opens with the task; editorial: opens after the contest, or at a time.',
} as const satisfies Words;

/** How an attachment opens. */
export interface Opening {
  kind: (typeof attachmentKinds.words)[number];
  /** When an editorial opens (Unix milliseconds); null: when the contest has ended for its reader. Null for an attachment. */
  opensAt: number | null;
}

/**
 * The contests that give a reader the task: those they take part in, before, during and after them, and open archives. Others may not close an
 * editorial, because that would tell outsiders which tasks a running contest has.
 */
export const contestIdsOf = (
  grounds: ReadonlyArray<Pick<Ground, 'kind' | 'through' | 'opensAt'>>,
  nowMs: number,
): ReadonlySet<string> =>
  new Set(
    grounds.flatMap(({ kind, through, opensAt }) =>
      kind === 'contest' || (kind === 'contest-archive' && opensAt <= nowMs) ? (through ?? []) : [],
    ),
  );

/**
 * When an attachment opens for a reader of its task, with their delays and extra time (Unix milliseconds); null: not foreseeable. An editorial
 * without a time opens at the end of the last of those contests that have started for the reader; others are left out, because its time would
 * tell that they have the task.
 * @param contests those of `contestIdsOf`
 */
export function openingFor(
  { kind, opensAt }: Opening,
  contests: ReadonlyArray<ContestWithRole>,
  nowMs: number,
): number | null {
  if (kind === 'attachment') return 0;
  if (opensAt !== null) return opensAt;
  const started = contests
    .map((contest) => ownContestWindow(contest, contest))
    .filter((window) => window.opensAt <= nowMs);
  const ends = started.flatMap(({ closesAt }) => closesAt ?? []);
  return ends.length > 0 && ends.length === started.length ? Math.max(...ends) : null;
}
