/** What an operator says of the object store; `config.ts` reads it from the environment. */
export type StorageSettings =
  | { readonly kind: 'file' }
  | ({ readonly kind: 's3' } & S3Settings)
  | ({ readonly kind: 'gcs' } & GcsSettings)
  | ({ readonly kind: 'azure' } & AzureSettings)
  | ({ readonly kind: 'swift' } & SwiftSettings);

/** Credentials come by the AWS SDK's own chain: environment, shared files, SSO, container, instance. */
export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  /** Where the backend reaches the service; undefined: AWS. */
  readonly endpoint: string | undefined;
  /** The service as browsers see it; it is only signed for, never asked. Undefined: the endpoint. */
  readonly publicEndpoint: string | undefined;
  /** `https://host/bucket/key`, not `https://bucket.host/key`. */
  readonly forcePathStyle: boolean;
  /** Whether the service knows `If-None-Match: *` on a PUT, which keeps it from overwriting. */
  readonly conditionalPut: boolean;
  /** Delivery in front of the bucket; uploads go to S3 all the same. */
  readonly cloudFront: CloudFrontSettings | undefined;
}

export interface CloudFrontSettings {
  readonly url: string;
  readonly keyPairId: string;
  readonly privateKeyFile: string;
}

/** Credentials come by Google's own chain (`GOOGLE_APPLICATION_CREDENTIALS`, workload identity, …). */
export interface GcsSettings {
  readonly bucket: string;
  /** Undefined: https://storage.googleapis.com. */
  readonly endpoint: string | undefined;
  /** Signs with an HMAC key of a service account, in the place of its RSA key. */
  readonly hmac: { readonly accessId: string; readonly secret: string } | undefined;
}

/** Without an account key, `DefaultAzureCredential` gives user delegation keys. */
export interface AzureSettings {
  readonly account: string;
  /** Base64. */
  readonly accountKey: string | undefined;
  readonly container: string;
  /** Undefined: https://{account}.blob.core.windows.net. */
  readonly endpoint: string | undefined;
}

export interface SwiftSettings {
  /** Address of the auth service (TempAuth, v1) without a path. */
  readonly url: string;
  readonly container: string;
  readonly user: string;
  readonly key: string;
  /** The first signs; the account may hold a second one while keys rotate. */
  readonly tempUrlKeys: readonly [string, ...ReadonlyArray<string>];
}
