import type { KeyRing, Provider, ProviderLimits } from 'lectern-signing';
import type { Clock } from '../lib/clock.ts';
import type { PageOrigins } from '../lib/page-origins.ts';
import type { DocumentSigner } from './document-signer.ts';
import type { StorageDriver } from './driver.ts';

/** What an operator can do about an error, by code. */
export type Remedies = Readonly<Record<string, string>>;

/** The storage of an installation's PDFs, and the signer of their URLs. */
export interface Storage {
  /** Who signs download URLs. */
  readonly provider: Provider;
  readonly driver: StorageDriver;
  /** What an operator can do about each code with which the storage refuses a signed URL. */
  readonly remedies: Remedies;
  readonly signer: DocumentSigner;
  /** What upload URLs are bound to in this configuration. */
  readonly bindsUpload: ProviderLimits['bindsUpload'];
  /** The beginning of every download URL. */
  readonly publicUrl: string;
  /** The beginning of every upload URL, if it differs. */
  readonly uploadUrl?: string;
  /** Where the signature covers the address: both addresses, and signers for others. */
  readonly endpoints?: Endpoints;
  /**
   * Creates the bucket, private and readable by the pages of these origins, unless it exists. Yields what it has done, a sentence for each
   * step. Undefined where the operator creates it. Throws `storage-unavailable`.
   */
  readonly createBucket?: (origins: PageOrigins) => AsyncIterable<string>;
  /** Closes connections, and stops renewing credentials. */
  close(): void;
}

export interface Endpoints {
  /** Where Lectern reaches the service. */
  readonly internal: string;
  /** Where browsers reach the service. */
  readonly public: string;
  readonly signerFor: (endpoint: string) => DocumentSigner;
}

export interface StorageParts {
  readonly dataDir: string;
  /** Address of Lectern's file server, for the embedded store. */
  readonly filesUrl: string;
  /** Address of the edge through which readers download; undefined: they download from the storage. */
  readonly edgeUrl?: string | undefined;
  readonly ring: () => KeyRing;
  readonly clock: Clock;
  readonly log: { warn(facts: object, message: string): void };
}
