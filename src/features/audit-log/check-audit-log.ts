import type { Core } from '../../core/open-core.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import { type Diagnosis, type Finding, failed, ok } from '../../lib/findings.ts';
import type { Feature } from '../feature.ts';
import { openAuditLog } from './open-audit-log.ts';
import { hasTriggers } from './triggers.ts';

/** Servers sequence changes within minutes, unless there are tens of thousands. */
const waitsAtMostMs = 30 * 60 * 1000;

/** Whether changes reach the log, and its key can sign. */
export async function examineAuditLog(core: Core, features: ReadonlyArray<Feature>): Promise<Diagnosis> {
  return { id: 'audit-log', title: 'the audit log follows all changes', ...(await examine(core, features)) };
}

async function examine(core: Core, features: ReadonlyArray<Feature>): Promise<Finding> {
  const { keys, tables } = openAuditLog(core, features);
  const { kysely } = core.database;
  const newest = await kysely
    .selectFrom('auditLogCheckpoints')
    .select(['size', 'signedAt'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return ok('it begins when a server starts');
  if (!(await hasTriggers(core.database, tables))) {
    return failed(
      'changes are no longer logged',
      'Restart a server: it restores the triggers, and logs all rows.',
    );
  }
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
  try {
    await keys.current(kysely);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return failed('its key cannot be used', error.message);
  }
  return ok(`${newest.size} entries, signed at ${isoTime(newest.signedAt)}`);
}
