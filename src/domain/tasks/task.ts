import type { Generated } from 'kysely';
import { LecternError } from '../../lib/errors.ts';
import {
  type ChangesOf,
  type ColumnsOf,
  type DraftOf,
  fieldsOf,
  type GivingAccess,
  type WordSet,
} from '../../lib/fields.ts';
import { parseLanguage, readTexts, writeTexts } from '../../lib/languages.ts';
import { parseLine } from '../../lib/text-line.ts';
import type { Entity, EntityColumns } from '../entity.ts';

/** Weakest first; each role includes those before it. */
export const taskRoles = ['reader', 'editor', 'manager', 'owner'] as const;
export type TaskRole = (typeof taskRoles)[number];
export const taskRoleWords = {
  title: 'TaskRole',
  words: taskRoles,
  describe:
    'reader: sees drafts; editor: also changes PDFs and titles; manager: also shares; owner: also deletes.',
} as const satisfies WordSet;

const visibilities = {
  title: 'Visibility',
  words: ['restricted', 'signed-in'],
  describe:
    'Who may read the task. signed-in: everyone with an account; restricted: only its staff, groups and contests.',
} as const satisfies WordSet;
export type Visibility = (typeof visibilities.words)[number];

/** In characters. */
export const maxTitleLength = 300;

/** The fields of a task. Its PDFs are its document versions. */
export const taskFields = fieldsOf({
  title: { kind: 'line', parse: (text) => parseLine(text, 'title') },
  /** In other languages. Readers of any further language get `title`. */
  titles: {
    kind: 'texts',
    title: 'TaskTitles',
    orNull: true,
    fallback: null,
    maxLength: maxTitleLength,
    maxLanguages: 50,
    parse: (texts) => writeTexts(readTexts(texts) ?? {}, 'titles', maxTitleLength),
    describe:
      'Titles in other languages, one line each, by BCP 47 tag. Readers of other languages get `title`.',
  },
  /** Shown to readers who request no language, or one that the task does not have. */
  primaryLanguage: { kind: 'language', parse: parseLanguage, fallback: 'en' },
  visibility: { kind: 'word', of: visibilities, fallback: 'restricted', givesAccess: true },
  /**
   * From when everyone signed in may read. Never null while `visibility` is `signed-in`: an empty date must not mean
   * "open now".
   */
  visibleFrom: { kind: 'time', orNull: true, fallback: null, givesAccess: true },
  /** Holds back everyone except admins and staff. */
  embargoUntil: { kind: 'time', orNull: true, fallback: null, givesAccess: true },
});
type TaskTable = typeof taskFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    tasks: EntityColumns &
      ColumnsOf<TaskTable> & {
        /** All titles in the form that is searched: without case and accents. */
        foldedTitle: string;
        /** Counts the revocations of the task's URLs. */
        urlEpoch: Generated<number>;
        /** The number of the last change of its current PDFs, counted over all tasks; null before the first. */
        documentChange: Generated<number | null>;
      };
  }
}

declare module '../../database/access-columns.ts' {
  interface AccessColumns {
    tasks: GivingAccess<TaskTable> | 'deletedAt';
  }
}

export type Task = Entity<TaskTable>;
export type TaskDraft = DraftOf<TaskTable>;
export type TaskChanges = ChangesOf<TaskTable>;

/** @throws LecternError `request-invalid` for a task that an empty date would open by accident */
export function checkVisibility({ visibility, visibleFrom }: Pick<Task, 'visibility' | 'visibleFrom'>): void {
  if (visibility === 'signed-in' && visibleFrom === null) {
    throw new LecternError(
      'request-invalid',
      'Set "visibleFrom" to the time from which everyone with an account may read the task.',
    );
  }
}

/** The same error for a task that does not exist and for one that the reader has no ground to see. */
export const taskNotFound = () =>
  new LecternError(
    'not-found',
    'This task does not exist, or you have no access to it. Check the link, or ask its staff for access.',
  );
