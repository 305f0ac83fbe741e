import type { GroundKind } from '../../core/decide/access-paths.ts';
import type { RefusalReason } from '../../core/decide/refusals.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    shadowDisagreements: ShadowDisagreementTable;
  }
}

/** Who lets the reader read while the other does not. */
export type Side = 'platform' | 'lectern';

/** `unknown`: the reader or the task was never synchronised, or is deleted. */
export type ShadowRefusal = RefusalReason | 'unknown';

/**
 * Decisions of a platform that differ from Lectern's: a row for each key, reader, task, side and reason. Read by
 * `disagreements.ts` alone. Times are Unix milliseconds.
 */
export interface ShadowDisagreementTable {
  id: string;
  apiKeyId: string;
  /** What the platform calls the reader, who may have no account. */
  externalId: string;
  /** Our id of the task; one that is not known as the platform named it. */
  taskId: string;
  side: Side;
  /** Why Lectern refuses; where it allows, its ground. */
  reason: ShadowRefusal | GroundKind;
  /** When the task opens for the reader, if Lectern says so. */
  opensAt: number | null;
  /** How often the platform has decided so. */
  count: number;
  /** The first and the last of these decisions, as the platform dates them. */
  firstAt: number;
  lastAt: number;
  /** When the last of them arrived here. */
  receivedAt: number;
}
