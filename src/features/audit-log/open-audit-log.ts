import type { Core } from '../../core/open-core.ts';
import { createLogKeys, type LogKeys } from './log-keys.ts';
import { createSequencer, type Sequencer } from './sequencer.ts';
import { ensureTriggers } from './triggers.ts';

/** The parts of the log, for the servers and for commands. */
export interface AuditLog {
  readonly keys: LogKeys;
  readonly sequencer: Sequencer;
  /** Puts everything that happened before the call into the log. @returns the newest checkpoint; undefined for an empty log */
  catchUp(): Promise<string | undefined>;
}

export function openAuditLog(
  core: Pick<Core, 'database' | 'clock' | 'secret' | 'publicUrl' | 'issueJournal'>,
): AuditLog {
  const keys = createLogKeys(core);
  const sequencer = createSequencer({ ...core, keys });
  return {
    keys,
    sequencer,
    async catchUp() {
      await ensureTriggers(core.database);
      await core.issueJournal.drain();
      return sequencer.run();
    },
  };
}
