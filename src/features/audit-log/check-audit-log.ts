import { setImmediate as nextTick } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { commit, createMerkleTree, hashLeaf, parseCheckpoint, parseNotes } from 'lectern-audit-log';
import type { Core } from '../../core/open-core.ts';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError, OperatorError } from '../../lib/errors.ts';
import { type Diagnosis, type Finding, failed, ok, warning } from '../../lib/findings.ts';
import { checkpointsUpTo, entriesUpTo } from './export-log.ts';
import type { KeptCheckpoint } from './kept-checkpoint.ts';
import type { LoggedTables } from './logged-tables.ts';
import { openAuditLog } from './open-audit-log.ts';
import { reconcile } from './reconcile.ts';
import { lastCheckpoint, leafOf } from './sequencer.ts';
import { hasTriggers } from './triggers.ts';

/** Servers sequence changes within minutes, unless there are tens of thousands. */
const waitsAtMostMs = 30 * 60 * 1000;
/** Some milliseconds of work. */
const entriesPerStep = 200;

/** Whether the log is the one that was signed, changes reach it, and its key can sign. */
export async function examineAuditLog(core: Core, tables?: LoggedTables): Promise<Diagnosis> {
  const finding = await examine(core, tables).catch((error: unknown) => {
    if (!(error instanceof OperatorError || error instanceof LecternError)) throw error;
    return failed('its key, or its checkpoint in the storage, cannot be used', error.message);
  });
  return { id: 'audit-log', title: 'the audit log follows all changes', ...finding };
}

async function examine(core: Core, logged?: LoggedTables): Promise<Finding> {
  const log = openAuditLog(core, logged);
  const { keys, kept, tables } = log;
  const { kysely } = core.database;
  const [last, newest] = [await kept.last(), await lastCheckpoint(kysely)];
  if (newest === undefined && last === undefined) return ok('it begins when a server starts');
  const change = await findChange(kysely, last, Math.max(newest?.size ?? 0, last?.size ?? 0));
  if (change !== undefined) {
    return failed(
      change,
      'If an older database was restored, follow "Backup and moving" in the manual of the audit log. Otherwise, restore a backup.',
    );
  }
  if (!(await hasTriggers(core.database, tables))) {
    return failed(
      'changes are no longer logged',
      'Restart a server: it restores the triggers, and logs all rows.',
    );
  }
  const signal = new AbortController().signal;
  const differing = await reconcile({ ...core, ...log }, { pausePerWork: 0, signal, isDryRun: true });
  const oldest = await kysely
    .selectFrom('auditLogOutbox')
    .select('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (oldest !== undefined && oldest.at < core.clock.nowMs() - waitsAtMostMs) {
    return failed(
      `changes since ${isoTime(oldest.at)} wait`,
      'Start a server. If one runs, look for "the audit log failed" in its log.',
    );
  }
  await keys.current(kysely);
  if (last === undefined) {
    return warning('no checkpoint is in the storage', 'A server keeps one there after the next change.');
  }
  if (differing > 0) {
    return warning(
      `rows that differ from it: ${differing}`,
      'A server adds them within a day. Unless their entries were erased, someone changed them while triggers were missing, or deleted from the outbox.',
    );
  }
  return ok(`${last.size} entries, signed at ${isoTime(newest?.signedAt ?? 0)}`);
}

/** Rebuilds the tree from the entries, and compares it with all checkpoints. @returns what was changed */
async function findChange(
  kysely: Kysely<Schema>,
  last: KeptCheckpoint | undefined,
  size: number,
): Promise<string | undefined> {
  const tree = createMerkleTree();
  const notes = checkpointsUpTo(kysely, size);
  const nextStored = async () =>
    parseCheckpoint(parseNotes((await notes.next()).value ?? '')?.[0]?.text ?? '');
  let stored = await nextStored();
  for await (const { index, ...entry } of entriesUpTo(kysely, size)) {
    if (index % entriesPerStep === 0) await nextTick();
    const { salt, record, commitment } = entry;
    if (salt !== null && record !== null && commit(salt, record) !== commitment) {
      return `entry ${index} was changed`;
    }
    tree.append(hashLeaf(leafOf(entry)));
    const signed = [last, stored].filter((each) => each?.size === tree.size());
    if (signed.some((each) => !each?.root.equals(tree.root()))) {
      return `the first ${tree.size()} entries are not those that were signed`;
    }
    if (stored?.size === tree.size()) stored = await nextStored();
  }
  return tree.size() < size ? `only ${tree.size()} of ${size} signed entries are left` : undefined;
}
