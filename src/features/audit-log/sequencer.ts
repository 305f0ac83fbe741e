import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  commit,
  continues,
  createMerkleTree,
  edgeOf,
  formatCheckpoint,
  formatLeaf,
  hashBytes,
  hashLeaf,
  isRevocation,
  type LoggedRow,
  type LogRecord,
  type MerkleTree,
  type Subject,
  signNote,
  splitHashes,
  subjectsOf,
  type TilePlace,
  tagOf,
} from 'lectern-audit-log';
import type { Core } from '../../core/open-core.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import { inPacedSteps } from '../../lib/in-chunks.ts';
import { eraseDeleted } from './erase.ts';
import type { KeptCheckpoints } from './kept-checkpoint.ts';
import type { LogKeys } from './log-keys.ts';
import { type LoggedTables, rowName } from './logged-tables.ts';
import type { AuditLogEntryTable, AuditLogOutboxTable } from './tables.ts';

export interface Sequencer {
  /** Whether changes wait, or entries without a checkpoint. */
  isBehind(): Promise<boolean>;
  /**
   * Appends all waiting changes to the tree, and signs a checkpoint. Any number of processes may do this: each step is a transaction, and
   * transactions run one at a time.
   * @param pausePerWork how long to pause, in multiples of the time of each step
   * @returns the newest checkpoint; undefined for an empty log
   */
  run(options?: { readonly pausePerWork: number; readonly signal: AbortSignal }): Promise<string | undefined>;
}

/** About 10 ms of work. */
const entriesPerStep = 250;
const saltBytes = 16;

export function createSequencer({
  database,
  clock,
  log,
  keys,
  kept,
  tables,
}: Pick<Core, 'database' | 'clock' | 'log'> & {
  readonly keys: LogKeys;
  readonly kept: KeptCheckpoints;
  readonly tables: LoggedTables;
}): Sequencer {
  const { kysely } = database;

  /** @returns whether there may be more */
  function sequenceSome(): Promise<boolean> {
    return kysely.transaction().execute(async (trx) => {
      const rows = await oldestRows(trx);
      if (rows.length === 0) return false;
      const tree = await readTree(trx);
      const changes = rows.flatMap((row) => entriesOf(row, tables));
      const entries = (await tagEntries(trx, await eraseDeleted(trx, changes))).map((entry) => {
        const index = tree.size();
        tree.append(hashLeaf(leafOf(entry)));
        return { index, ...entry };
      });
      await insertRows(trx, 'auditLogEntries', entries);
      await saveTiles(trx, tree);
      const ids = rows.map(({ id }) => id);
      await trx.deleteFrom('auditLogOutbox').where('id', 'in', ids).execute();
      return true;
    });
  }

  /**
   * Signs the tree if it continues that of the kept checkpoint. The new one is kept before the database has it, and so before anyone sees it:
   * after a crash between the two, the tree still continues the kept one.
   */
  async function signCheckpoint(): Promise<void> {
    const last = await kept.last();
    const signed = await kysely.transaction().execute(async (trx) => {
      const tree = await readTree(trx);
      const [size, root, stored] = [tree.size(), tree.root(), await lastCheckpoint(trx)];
      if (size === (stored?.size ?? 0)) return undefined;
      if (last !== undefined && !(await continues(last, size, (place) => readHashes(trx, place)))) {
        throw new OperatorError(
          `The audit log does not continue its last checkpoint, of ${last.size} entries, so it is not signed. If an older database was restored, move ${last.objectKey} out of the storage. Otherwise someone changed the log in the database: restore a backup.`,
        );
      }
      if (last === undefined && stored !== undefined) {
        log.warn({ size }, 'the storage has no checkpoint of the audit log, so the database is trusted');
      }
      const { name, privateKey } = await keys.current(trx);
      return { size, root, note: signNote(formatCheckpoint({ origin: name, size, root }), name, privateKey) };
    });
    if (signed === undefined) return;
    const { size, note } = signed;
    if (size !== last?.size) await kept.keep(note, signed);
    const row = { size, note, signedAt: clock.nowMs() };
    await insertRows(kysely, 'auditLogCheckpoints', [row], { ifThere: 'keep' });
  }

  return {
    async isBehind() {
      const waiting = await kysely.selectFrom('auditLogOutbox').select('id').limit(1).execute();
      return waiting.length > 0 || (await sizeOf(kysely)) > ((await lastCheckpoint(kysely))?.size ?? 0);
    },
    async run({ pausePerWork, signal } = { pausePerWork: 0, signal: new AbortController().signal }) {
      if (!signal.aborted) await inPacedSteps(sequenceSome, pausePerWork, signal);
      await signCheckpoint();
      return (await lastCheckpoint(kysely))?.note;
    },
  };
}

export const leafOf = ({ commitment, time, tags }: Omit<AuditLogEntryTable, 'index'>): string =>
  formatLeaf(commitment, isoTime(time), tags?.split(','));

async function oldestRows(trx: Kysely<Schema>): Promise<ReadonlyArray<AuditLogOutboxTable>> {
  const sizes = await trx
    .selectFrom('auditLogOutbox')
    .select(['id', 'size'])
    .orderBy('id')
    .limit(entriesPerStep)
    .execute();
  let entries = 0;
  const fitting = sizes.filter(({ size }) => {
    entries += size;
    return entries - size < entriesPerStep;
  });
  const last = fitting.at(-1)?.id ?? 0;
  return trx.selectFrom('auditLogOutbox').selectAll().where('id', '<=', last).orderBy('id').execute();
}

/** The entries of a change: one, or one for each record of a group of issued URLs. */
function entriesOf({ at, event, changedTable, before, after }: AuditLogOutboxTable, tables: LoggedTables) {
  const rowIn = (json: string | null) => (json === null ? undefined : JSON.parse(json));
  const records: ReadonlyArray<LogRecord> =
    changedTable === 'issuedUrls'
      ? rowIn(after).map((row: LoggedRow) => ({ event, table: changedTable, after: row }))
      : [{ event, table: changedTable, before: rowIn(before), after: rowIn(after) }];
  return records.map((each) => {
    const [salt, record] = [randomBytes(saltBytes).toString('hex'), JSON.stringify(each)];
    const row = each.after ?? each.before ?? {};
    const [userId, about] = [userIdOf(each.table, row, tables), subjectsOf(each)];
    const changedRow = rowName(tables, each.table, row);
    return { time: at, commitment: commit(salt, record), salt, record, userId, about, changedRow };
  });
}

function userIdOf(table: string, row: LoggedRow, tables: LoggedTables): string | null {
  const id = tables[table]?.userId?.(row);
  return typeof id === 'string' ? id : null;
}

export const lastCheckpoint = (db: Kysely<Schema>) =>
  db.selectFrom('auditLogCheckpoints').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();

async function sizeOf(db: Kysely<Schema>): Promise<number> {
  const last = await db
    .selectFrom('auditLogEntries')
    .select('index')
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : last.index + 1;
}

async function readTree(trx: Kysely<Schema>): Promise<MerkleTree> {
  const size = await sizeOf(trx);
  const edge: Array<ReadonlyArray<Buffer>> = [];
  for (const place of edgeOf(size)) edge.push(await readHashes(trx, place));
  return createMerkleTree(size, edge);
}

const readHashes = async (trx: Kysely<Schema>, place: TilePlace): Promise<ReadonlyArray<Buffer>> =>
  place.width === 0 ? [] : splitHashes(await readTile(trx, place));

/**
 * Reads the bytes of a tile, also as it was in a smaller tree.
 * @throws Error if it is missing
 */
export async function readTile(db: Kysely<Schema>, { level, index, width }: TilePlace): Promise<Buffer> {
  const { hashes } = await db
    .selectFrom('auditLogTiles')
    .select('hashes')
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirstOrThrow();
  return Buffer.from(hashes, 'base64').subarray(0, width * hashBytes);
}

async function saveTiles(trx: Kysely<Schema>, tree: MerkleTree): Promise<void> {
  for (const { level, index, hashes } of tree.takeGrown()) {
    const text = Buffer.concat(hashes).toString('base64');
    await trx
      .insertInto('auditLogTiles')
      .values({ level, index, hashes: text })
      .onConflict((conflict) => conflict.columns(['level', 'index']).doUpdateSet({ hashes: text }))
      .execute();
  }
}

const newKey = () => randomBytes(16).toString('hex');

/** Tags entries, in their order. Call it in the transaction that appends them. */
async function tagEntries<Entry extends Pick<AuditLogEntryTable, 'record'>>(
  trx: Kysely<Schema>,
  entries: ReadonlyArray<Entry & { readonly about: ReadonlyArray<Subject> }>,
) {
  const subjects = new Set(entries.flatMap(({ about }) => about));
  const rows = await trx
    .selectFrom('auditLogSubjects')
    .selectAll()
    .where(isAnyOf(trx, 'subjectId', subjects))
    .execute();
  const known = new Map(rows.map((row) => [row.subjectId, row]));
  const tagged = entries.map(({ about, ...entry }) => {
    // An account that was deleted gets no new key.
    const lasting = about.filter((subject) => entry.record !== null || !subject.startsWith('user:'));
    const tags = lasting.map((subjectId) => {
      const key = known.get(subjectId)?.key ?? (isRevocation(subjectId) ? subjectId : newKey());
      const nth = known.get(subjectId)?.entries ?? 0;
      known.set(subjectId, { subjectId, key, entries: nth + 1 });
      return tagOf(key, nth);
    });
    return { ...entry, tags: tags.join() || tagOf(newKey(), 0) };
  });
  await insertRows(trx, 'auditLogSubjects', [...known.values()], { ifThere: 'replace' });
  return tagged;
}
