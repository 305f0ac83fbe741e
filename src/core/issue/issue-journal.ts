import { setImmediate as nextTick } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import type { IssueJournalTable } from '../../database/schema.ts';
import { newId } from '../../lib/ids.ts';
import { inPacedSteps } from '../../lib/in-chunks.ts';
import { type IssueRecord, issueColumns } from './issue-record.ts';

/** Few enough that one step delays requests by only some 10 ms. */
const recordsPerStep = 250;
const pausePerWork = 9;

export type IssueJournal = ReturnType<typeof createIssueJournal>;

/**
 * Commits records by appending them, because inserting into the four indexes of `issuedUrls` takes several times as long as the rest of a
 * request. Records move there in the background, and before every search. They leave the journal once the table has them; a record that is
 * moved twice is stored once.
 */
export function createIssueJournal({ kysely, prepareInsert }: Database) {
  const insertGroups = prepareInsert('issueJournal', ['id', 'size', 'records']);
  const insertRecords = prepareInsert('issuedUrls', issueColumns);

  /** @returns whether there may be more */
  async function drainSome(upTo: string): Promise<boolean> {
    const ids = await oldestGroups(upTo);
    if (ids.length === 0) return false;
    const groups = await kysely
      .selectFrom('issueJournal')
      .select('records')
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    await insertRecords(groups.flatMap(({ records }): ReadonlyArray<IssueRecord> => JSON.parse(records)));
    await kysely.deleteFrom('issueJournal').where('id', 'in', ids).execute();
    return true;
  }

  /** The ids of the oldest groups, with about as many records as fit in a step. */
  async function oldestGroups(upTo: string): Promise<ReadonlyArray<string>> {
    const groups = await kysely
      .selectFrom('issueJournal')
      .select(['id', 'size'])
      .where('id', '<=', upTo)
      .orderBy('id')
      .limit(recordsPerStep)
      .execute();
    let records = 0;
    const isWanted = ({ size }: { size: number }) => {
      records += size;
      return records - size < recordsPerStep;
    };
    return groups.filter(isWanted).map(({ id }) => id);
  }

  /** A step that moves some of the groups that exist now. It returns whether there may be more. */
  async function createStep(): Promise<() => Promise<boolean>> {
    const last = await kysely
      .selectFrom('issueJournal')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return async () => last !== undefined && drainSome(last.id);
  }

  return {
    /** Commits records together, durably. */
    append: (records: ReadonlyArray<IssueRecord>) => insertGroups(inGroups(records)),
    /** Moves all records that exist when it is called. Records whose issue id is already in the table stay unchanged there. */
    async drain(): Promise<void> {
      const step = await createStep();
      while (await step()) await nextTick();
    },
    /** Like `drain`, but pauses up to nine tenths of the time for other work. Ends early on the signal. */
    drainInBackground: async (signal: AbortSignal) => inPacedSteps(await createStep(), pausePerWork, signal),
  };
}

/** Splits records into groups that fit in one step of a drain. */
function inGroups(records: ReadonlyArray<IssueRecord>): ReadonlyArray<IssueJournalTable> {
  return Array.from({ length: Math.ceil(records.length / recordsPerStep) }, (_, at) => {
    const some = records.slice(at * recordsPerStep, (at + 1) * recordsPerStep);
    return { id: newId(), size: some.length, records: JSON.stringify(some) };
  });
}
