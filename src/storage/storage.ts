import type { KeyRing, Provider, ProviderLimits } from 'lectern-signing';
import type { Clock } from '../lib/clock.ts';
import type { DocumentSigner } from './document-signer.ts';
import type { StorageDriver } from './driver.ts';

/** What an operator can do about an error, by its code. */
export type Remedies = Readonly<Record<string, string>>;

/** Where the PDFs of an installation are stored, and what signs their URLs. */
export interface Storage {
  /** Whose signature a download URL has. */
  readonly provider: Provider;
  readonly driver: StorageDriver;
  /** What an operator can do about each code with which the storage refuses a signed URL. */
  readonly remedies: Remedies;
  readonly signer: DocumentSigner;
  /** What its upload URLs are bound to, as it is set up. */
  readonly bindsUpload: ProviderLimits['bindsUpload'];
  /** The address that every download URL begins with. */
  readonly publicUrl: string;
  /** The address that every upload URL begins with, if it differs. */
  readonly uploadUrl?: string;
  /** Where the signature covers the address: both addresses, and signers for others. */
  readonly endpoints?: Endpoints;
  /** Closes connections, and stops renewing credentials. */
  close(): void;
}

export interface Endpoints {
  /** Where the backend reaches the service. */
  readonly internal: string;
  /** The service as browsers see it. */
  readonly public: string;
  readonly signerFor: (endpoint: string) => DocumentSigner;
}

export interface StorageParts {
  readonly dataDir: string;
  /** Address of Lectern's own file server, for the embedded store. */
  readonly filesUrl: string;
  readonly ring: () => KeyRing;
  readonly clock: Clock;
  readonly log: { warn(facts: object, message: string): void };
}
