import type { Core } from '../../core/open-core.ts';
import { createKeptCheckpoints } from './kept-checkpoint.ts';
import { createLogKeys } from './log-keys.ts';
import { loggedTables } from './logged-tables.ts';
import { createSequencer } from './sequencer.ts';
import { ensureTriggers } from './triggers.ts';

export type AuditLog = ReturnType<typeof openAuditLog>;

/** The parts of the log, for the servers and for commands. */
export function openAuditLog(
  core: Pick<Core, 'database' | 'clock' | 'log' | 'driver' | 'secret' | 'publicUrl' | 'issueJournal'>,
  tables = loggedTables,
) {
  const keys = createLogKeys(core);
  const kept = createKeptCheckpoints(core);
  const sequencer = createSequencer({ ...core, keys, kept, tables });
  return {
    keys,
    kept,
    tables,
    sequencer,
    /** Puts everything that happened before the call into the log. @returns the newest checkpoint; undefined for an empty log */
    async catchUp(): Promise<string | undefined> {
      await ensureTriggers(core.database, tables);
      await core.issueJournal.drain();
      return sequencer.run();
    },
  };
}
