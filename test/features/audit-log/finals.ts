import { join } from 'node:path';
import { exportLog } from '../../../src/features/audit-log/export-log.ts';
import type { AuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import type { TestApp } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A running contest that a platform calls `finals`, with one task and one participant. */
export async function createFinals(app: TestApp) {
  const { core, person, task, publish } = app;
  const [teacher, reader] = [await person('teacher'), await person()];
  const { id } = await task(teacher);
  await publish({ id }, teacher);
  const contest = await app.contest(teacher, { participants: [reader], tasks: [{ id }] });
  const { kysely } = core.database;
  await kysely.updateTable('contests').set({ externalId: 'finals' }).where('id', '=', contest.id).execute();
  return { teacher, reader, taskId: id, contest };
}

/** Exports a contest with everything that happened until now. @returns the folder */
export async function exportContest(
  { core }: Pick<TestApp, 'core'>,
  log: AuditLog,
  { id: contestId }: { id: string },
): Promise<string> {
  const folder = join(temporaryFolder(), 'export');
  const newest = (await log.catchUp()) ?? '';
  await exportLog(folder, { ...log, kysely: core.database.kysely, contestId, newest });
  return folder;
}
