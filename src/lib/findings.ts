import type { Clock } from './clock.ts';
import type { ObjectKey } from '../storage/object-key.ts';
import type { Storage } from '../storage/storage.ts';

export const outcomes = ['ok', 'warning', 'failed', 'skipped'] as const;

/** What a check found. A warning does not make the doctor fail. */
export interface Finding {
  readonly outcome: (typeof outcomes)[number];
  /** What was seen, in words. */
  readonly detail: string;
  /** What the operator can do about it. */
  readonly remedy?: string;
}

/** One thing that must hold for the storage; `id` is stable, for programs. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(context: CheckContext): Promise<Finding>;
}

/** What the checks share: the storage, and an object of the doctor's own in it. */
export interface CheckContext {
  readonly storage: Storage;
  /** That of the storage, as far as it is known: a skewed clock is found once, and not by every check. */
  readonly clock: Clock;
  /** How far our own clock is ahead, in milliseconds; undefined when the storage sends no Date. */
  readonly aheadMs: number | undefined;
  readonly ttlSeconds: number;
  /** Origin of the web pages that show the PDFs. */
  readonly webOrigin: string;
  readonly objectKey: string;
  readonly bytes: Uint8Array;
  /** Keys under which something was or may have been stored; all of them are deleted in the end. */
  readonly storedKeys: Set<ObjectKey>;
}

export const ok = (detail: string): Finding => ({ outcome: 'ok', detail });
export const skipped = (detail: string): Finding => ({ outcome: 'skipped', detail });
export const failed = (detail: string, remedy: string): Finding => ({ outcome: 'failed', detail, remedy });
export const warning = (detail: string, remedy: string): Finding => ({ outcome: 'warning', detail, remedy });
