import type { Core } from '../../core/open-core.ts';
import type { Feature } from '../feature.ts';
import { createKeptCheckpoints, type KeptCheckpoints } from './kept-checkpoint.ts';
import { createLogKeys, type LogKeys } from './log-keys.ts';
import { type LoggedTables, loggedTablesOf } from './logged-tables.ts';
import { createSequencer, type Sequencer } from './sequencer.ts';
import { ensureTriggers } from './triggers.ts';

/** The parts of the log, for the servers and for commands. */
export interface AuditLog {
  readonly keys: LogKeys;
  readonly kept: KeptCheckpoints;
  readonly tables: LoggedTables;
  readonly sequencer: Sequencer;
  /** Puts everything that happened before the call into the log. @returns the newest checkpoint; undefined for an empty log */
  catchUp(): Promise<string | undefined>;
}

/** @param features whose changes of access the log follows too */
export function openAuditLog(
  core: Pick<Core, 'database' | 'clock' | 'log' | 'driver' | 'secret' | 'publicUrl' | 'issueJournal'>,
  features: ReadonlyArray<Pick<Feature, 'accessTables'>>,
): AuditLog {
  const keys = createLogKeys(core);
  const kept = createKeptCheckpoints(core);
  const tables = loggedTablesOf(features);
  const sequencer = createSequencer({ ...core, keys, kept, tables });
  return {
    keys,
    kept,
    tables,
    sequencer,
    async catchUp() {
      await ensureTriggers(core.database, tables);
      await core.issueJournal.drain();
      return sequencer.run();
    },
  };
}
