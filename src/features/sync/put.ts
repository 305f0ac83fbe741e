/** Something that was put, and what that came to. */
export const outcomes = ['created', 'changed', 'unchanged'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Put<Entity> {
  readonly outcome: Outcome;
  readonly entity: Entity;
  /** Of the entity as it is now. */
  readonly tag: string;
}

/** How something is put. */
export interface PutOptions {
  /** An id that is known, or `ext:` and the id that the platform gives. */
  readonly reference: string;
  /** The account that asks; what is made belongs to it. */
  readonly by: string;
  readonly dryRun: boolean;
  /** Entity tags that the state must have. */
  readonly ifMatch: string | undefined;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

export type ListOptions = Pick<PutOptions, 'dryRun' | 'ifMatch' | 'nowMs'>;

/** Who is to join the staff: those who are named and, of something new, its maker. */
export function newStaff(
  named: ReadonlyArray<string>,
  known: ReadonlyArray<{ readonly userId: string }>,
  maker: string | undefined,
): ReadonlyArray<string> {
  const wanted = new Set(maker === undefined ? named : [...named, maker]);
  for (const { userId } of known) wanted.delete(userId);
  return [...wanted];
}

export function outcomeOf(before: unknown, isSame: boolean): Outcome {
  if (before === undefined) return 'created';
  return isSame ? 'unchanged' : 'changed';
}
