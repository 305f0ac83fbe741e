import type { TaskTable } from '../../database/schema.ts';
import { entityTagOf } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import { parseLine } from '../../lib/text-line.ts';

export const visibilities = ['restricted', 'signed-in'] as const;
export type Visibility = (typeof visibilities)[number];

/** Weakest first: each may do what the ones before it may. */
export const collaboratorRoles = ['reader', 'editor', 'manager', 'owner'] as const;
export type CollaboratorRole = (typeof collaboratorRoles)[number];

export const taskColumns = [
  'id',
  'title',
  'primaryLanguage',
  'visibility',
  'visibleFrom',
  'embargoUntil',
  'externalId',
  'createdAt',
  'updatedAt',
] as const;

/** What students solve. Its PDFs are its document versions. */
export type Task = Readonly<Omit<Pick<TaskTable, (typeof taskColumns)[number]>, 'externalId'>> & {
  readonly externalId: string | null;
};

export type TaskChanges = Partial<
  Pick<Task, 'title' | 'primaryLanguage' | 'visibility' | 'visibleFrom' | 'embargoUntil'>
>;

export type TaskDraft = TaskChanges & Pick<Task, 'title'>;

/** The entity tag of what can be changed of a task. */
export const taskTag = ({
  title,
  primaryLanguage,
  visibility,
  visibleFrom,
  embargoUntil,
}: Required<TaskChanges>) => entityTagOf([title, primaryLanguage, visibility, visibleFrom, embargoUntil]);

/** The texts of a task, or of changes to one, in canonical form. @throws LecternError `request-invalid` */
export function toCanonical<T extends TaskChanges>(task: T): T {
  return {
    ...task,
    ...(task.title === undefined ? {} : { title: parseLine(task.title, 'title') }),
    ...(task.primaryLanguage === undefined ? {} : { primaryLanguage: parseLanguage(task.primaryLanguage) }),
  };
}

/** @throws LecternError `request-invalid` for a task that an empty date would open by accident */
export function checkVisibility({ visibility, visibleFrom }: Pick<Task, 'visibility' | 'visibleFrom'>): void {
  if (visibility === 'signed-in' && visibleFrom === null) {
    throw new LecternError(
      'request-invalid',
      'Set "visibleFrom": without a date, the task would open to everyone with an account by accident.',
    );
  }
}

/** A BCP 47 language tag in canonical form (`EN-gb` -> `en-GB`). */
export function parseLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined && canonical.length <= 35) return canonical;
  } catch {
    // Not a tag: the answer is the same as for one that is too long.
  }
  throw new LecternError('request-invalid', `"${tag}" is not a BCP 47 language tag such as "en" or "pt-BR".`);
}
