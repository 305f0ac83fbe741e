import { findReferredIn } from '../../database/external-ids.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import type { DraftOf, FieldTable } from '../../lib/fields.ts';
import { checkRows, problemIn } from '../../lib/row-problems.ts';
import type { Edit, Transaction } from '../../revocation/dry-run.ts';
import { type Link, type LinkList, readLinks, writeLinks } from './link-list.ts';
import { countsOf, listChanges, type PutList, shownOf } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';

/** A list of tasks or groups. If it has an order, it has a `position`, which is the place in the request. */
interface ThingList<Table extends FieldTable, Id extends 'taskId' | 'groupId'> extends LinkList<Table, Id> {
  /** Fields other than the id whose values must differ between rows. */
  readonly unique?: ReadonlyArray<keyof Table & string>;
  /** Checks the times of a row. */
  check?(row: Link<Table, Id>): void;
}

type LinkDraft<Table extends FieldTable, Id extends string> = Omit<DraftOf<Table>, 'position'> &
  Readonly<Record<Id, string>>;

/** Replaces a whole list of tasks or groups in one transaction. @throws LecternError `request-invalid` with the invalid rows */
export const putLinks =
  <Table extends FieldTable, Id extends 'taskId' | 'groupId'>(list: ThingList<Table, Id>) =>
  (
    ownerId: string,
    drafts: ReadonlyArray<LinkDraft<Table, Id>>,
    { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  ): Edit<PutList<Link<Table, Id>>> =>
  async (trx, revoke) => {
    const { id, order, fields } = list;
    await list.findOwner(trx, ownerId);
    const current = await readLinks(trx, list, ownerId);
    assertMatch(ifMatch, tagOf(current));
    const wanted: Array<Link<Table, Id>> = [];
    checkRows(drafts, (draft, position) =>
      problemIn('label', () => {
        const values = { ...fields.parse(draft), ...(order && { position }) };
        wanted.push(fields.complete(values as unknown as DraftOf<Table>) as Link<Table, Id>);
      }),
    );
    await checkLinks(trx, wanted, list);
    const changes = listChanges(current, wanted, { keyOf: (row) => row[id], isSame: fields.isSame });
    await writeLinks(trx, revoke, list, ownerId, changes);
    return { ...countsOf(changes), tag: tagOf(wanted), shown: shownOf(changes) };

    function tagOf(rows: ReadonlyArray<Link<Table, Id>>): string {
      const sorted = order ? rows : rows.toSorted((a, b) => (a[id] < b[id] ? -1 : 1));
      const hasValues = fields.names.length > 0;
      return entityTagOf(sorted.map((row) => (hasValues ? [row[id], fields.tagOf(row)] : row[id])));
    }
  };

async function checkLinks<Table extends FieldTable, Id extends 'taskId' | 'groupId'>(
  trx: Transaction,
  rows: ReadonlyArray<Link<Table, Id>>,
  { id, unique = [], check = () => {} }: ThingList<Table, Id>,
): Promise<void> {
  const kind = id === 'taskId' ? 'task' : 'group';
  const ids = rows.map((row) => row[id]);
  const known = await findReferredIn(trx, kind, ids);
  const firstRows = new Map<string, number>();
  checkRows(rows, (row, at) => {
    if (!known.has(row[id]))
      return {
        field: id,
        code: 'not-found',
        message: `There is no such ${kind}. Correct the id, or create it first.`,
      };
    for (const field of [id, ...unique]) {
      const key = `${field} ${row[field]}`;
      const first = firstRows.get(key);
      if (first !== undefined) {
        return { field, code: 'repeated', message: `Row ${first + 1} has the same value. Use each once.` };
      }
      firstRows.set(key, at);
    }
    return problemIn('closesAt', () => check(row));
  });
}
