import type { Insertable } from 'kysely';
import type { UserTable } from '../../src/database/account-tables.ts';
import type { DocumentVersionTable, Tables } from '../../src/database/schema.ts';
import { foldText } from '../../src/lib/fold-text.ts';

/** Rows that tests insert without the domain: the usual value of each column, and a test's changes. */

type Changes<Table> = { readonly id: string } & Partial<Insertable<Table>>;

const made = { createdBy: 'nobody', createdAt: 0, updatedAt: 0, deletedAt: null };

/** A student, with a verified address. */
export function accountRow(changes: Changes<UserTable>): Insertable<UserTable> {
  const { id, name = id, createdAt = new Date(0).toISOString() } = changes;
  return {
    name,
    foldedName: foldText(name),
    email: `${id}@example.org`,
    emailVerified: 1,
    emailSource: 'admin',
    role: 'student',
    createdAt,
    updatedAt: createdAt,
    ...changes,
  };
}

/** For its readers only, and without a PDF. */
export function taskRow(changes: Changes<Tables['tasks']>): Insertable<Tables['tasks']> {
  const { title = 'Example task' } = changes;
  return {
    title,
    foldedTitle: foldText(title),
    primaryLanguage: 'en',
    visibility: 'restricted',
    ...made,
    ...changes,
  };
}

/** The current PDF of a task in English, whose object is not in the storage. */
export function documentVersionRow(
  changes: Changes<DocumentVersionTable> & { readonly taskId: string },
): Insertable<DocumentVersionTable> {
  return {
    language: 'en',
    objectKey: `documents/${changes.id}.pdf`,
    fileName: 'task.pdf',
    size: 1,
    sha256: '0'.repeat(64),
    uploadedBy: 'nobody',
    createdAt: 0,
    completedAt: 0,
    ...changes,
  };
}

export const groupRow = (changes: Changes<Tables['groups']>): Insertable<Tables['groups']> => ({
  name: 'Algorithms 101',
  ...made,
  ...changes,
});

/** It began long ago, and has no end. */
export const contestRow = (changes: Changes<Tables['contests']>): Insertable<Tables['contests']> => ({
  name: 'Finals',
  startsAt: 0,
  afterEnd: 'closed',
  mailNotices: 'false',
  ...made,
  ...changes,
});
