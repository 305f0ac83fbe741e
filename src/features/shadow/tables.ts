import type { GroundKind } from '../../core/decide/access-paths.ts';
import type { RefusalReason } from '../../domain/access/refusals.ts';

declare module '../../database/schema.ts' {
  interface Tables {
    shadowDisagreements: ShadowDisagreementTable;
  }
}

/** The side that lets the reader read while the other refuses. */
export type Side = 'platform' | 'lectern';

/** `unknown`: the reader or the task was never synchronised, or is deleted. */
export type ShadowRefusal = RefusalReason | 'unknown';

/**
 * Decisions of a platform that differ from Lectern's: a row for each key, reader, task, side and reason. Only
 * `disagreements.ts` reads it. Times are Unix milliseconds.
 */
export interface ShadowDisagreementTable {
  id: string;
  apiKeyId: string;
  /** The platform's id of the reader, who may have no account. */
  externalId: string;
  /** Lectern's id of the task; for an unknown task, the id that the platform sent. */
  taskId: string;
  side: Side;
  /** Why Lectern refuses; if it allows, its ground. */
  reason: ShadowRefusal | GroundKind;
  /** When the task opens for the reader, if Lectern refuses because it is not open yet. */
  opensAt: number | null;
  /** Number of these decisions. */
  count: number;
  /** First and last of these decisions, as dated by the platform. */
  firstAt: number;
  lastAt: number;
  /** When Lectern received the last of them. */
  receivedAt: number;
}
