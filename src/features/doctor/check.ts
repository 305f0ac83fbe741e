import type { UrlBinding } from '../../core/issue/url-binding.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Finding } from '../../lib/findings.ts';
import type { PageOrigins } from '../../lib/page-origins.ts';
import type { ObjectKey } from '../../storage/object-key.ts';
import type { Storage } from '../../storage/storage.ts';

/** A requirement on the storage. `id` is stable, for programs. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Whether it is made in this configuration. Default: always. */
  appliesTo?(context: CheckContext): boolean;
  run(context: CheckContext): Promise<Finding>;
}

/** Shared by all checks: the storage, the test object in it, and the origins of pages that show PDFs. */
export interface CheckContext extends PageOrigins {
  readonly storage: Storage;
  /** The server's clock, corrected by `aheadMs`, so that only one check reports clock skew. */
  readonly clock: Clock;
  /** Milliseconds by which the server's clock is ahead; undefined if the storage sends no Date. */
  readonly aheadMs: number | undefined;
  readonly ttlSeconds: number;
  readonly urlBinding: UrlBinding;
  readonly objectKey: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Keys of objects that may have been stored, to be deleted at the end. */
  readonly storedKeys: Set<ObjectKey>;
}
