import { hash } from 'node:crypto';
import type { Contest } from '../contests/contest.ts';
import { tasksInOrder } from '../contests/contest-tasks.ts';
import type { Contests } from '../contests/contests.ts';
import type { Database } from '../database/database.ts';
import { chooseDocument } from '../tasks/choose-document.ts';
import type { DocumentVersion, DocumentVersions } from '../tasks/document-versions.ts';
import type { Booklet } from './booklet.ts';

/** What a booklet is made of now. */
export interface BookletSource {
  readonly contest: Contest;
  /** The tasks of the contest in their order, with the PDF that a reader of the language gets. */
  readonly entries: ReadonlyArray<SourceEntry>;
  /** A hash of all of it and of how the booklet is wanted. A booklet that was made of another is stale. */
  readonly hash: string;
}

export interface SourceEntry {
  readonly taskId: string;
  readonly label: string;
  readonly title: string;
  readonly version: DocumentVersion | undefined;
}

/** @throws LecternError `not-found` for a booklet of a contest that is gone */
export type ReadBookletSource = (booklet: Booklet) => Promise<BookletSource>;

/** Counted up when booklets are to look otherwise: they are all made again. */
const layout = 1;

export function createReadBookletSource(parts: {
  readonly database: Database;
  readonly contests: Contests;
  readonly versions: DocumentVersions;
}): ReadBookletSource {
  const { database, contests, versions } = parts;
  return async (booklet) => {
    const contest = await contests.find(booklet.contestId);
    const tasks = await tasksInOrder(database.kysely, contest.id)
      .select(['taskId', 'title', 'label', 'primaryLanguage'])
      .execute();
    const current = await versions.current(tasks.map(({ taskId }) => taskId));
    const documents = Map.groupBy(current, (version) => version.taskId);
    const entries = tasks.map(({ taskId, label, title, primaryLanguage }) => {
      const { language } = booklet;
      const wish = { language, acceptLanguage: undefined, primaryLanguage };
      return { taskId, label, title, version: chooseDocument(documents.get(taskId) ?? [], wish) };
    });
    const { name, startsAt, endsAt } = contest;
    const { language, oddPages, timeZone } = booklet;
    const shown = entries.map(({ taskId, label, title, version }) => [
      ...[taskId, label, title],
      version?.id ?? null,
    ]);
    const all = JSON.stringify([layout, name, startsAt, endsAt, language, oddPages, timeZone, shown]);
    return { contest, entries, hash: hash('sha256', all, 'base64url') };
  };
}
