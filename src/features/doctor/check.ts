import type { Clock } from '../../lib/clock.ts';
import type { Finding } from '../../lib/findings.ts';
import type { PageOrigins } from '../../lib/page-origins.ts';
import type { ObjectKey } from '../../storage/object-key.ts';
import type { Storage } from '../../storage/storage.ts';

/** One thing that must hold for the storage; `id` is stable, for programs. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(context: CheckContext): Promise<Finding>;
}

/** What the checks share: the storage, an object of the doctor's own in it, and the origins of the pages that show PDFs. */
export interface CheckContext extends PageOrigins {
  readonly storage: Storage;
  /** That of the storage, as far as it is known: a skewed clock is found once, and not by every check. */
  readonly clock: Clock;
  /** How far our own clock is ahead, in milliseconds; undefined when the storage sends no Date. */
  readonly aheadMs: number | undefined;
  readonly ttlSeconds: number;
  readonly objectKey: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Keys under which something was or may have been stored; all of them are deleted in the end. */
  readonly storedKeys: Set<ObjectKey>;
}
