import { LecternError } from '../errors.ts';

/** What the operator can do, by the code of the error (Amazon S3 API Reference, Error responses). */
const remedies: Readonly<Record<string, string>> = {
  NoSuchBucket: 'make the bucket, or correct S3_BUCKET and S3_ENDPOINT',
  AccessDenied: 'allow the credentials to read, write, list and delete in S3_BUCKET',
  InvalidAccessKeyId: 'correct AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'correct AWS_SECRET_ACCESS_KEY',
  ExpiredToken: 'renew the session that the credentials belong to',
  InvalidToken: 'correct AWS_SESSION_TOKEN',
  AuthorizationHeaderMalformed: 'correct S3_REGION',
  PermanentRedirect: 'correct S3_REGION and S3_ENDPOINT',
  RequestTimeTooSkewed: 'set the clock of this machine',
  NotImplemented: 'set S3_CONDITIONAL_PUT=false',
  QuotaExceeded: 'make room in the bucket',
  CredentialsProviderError: 'give credentials, e.g. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
};

/** An answer to HEAD has no body, and so no code. */
const remediesByStatus: Readonly<Record<number, string>> = {
  301: 'correct S3_REGION and S3_ENDPOINT',
  400: 'check S3_REGION and the credentials',
  403: 'check the credentials, and that they may read and list S3_BUCKET',
};

/** Tells the operator what to change, where the code or the status shows it; any other error stays as it is. */
export function s3Refusal(error: unknown, name = nameOf(error)): unknown {
  const status = statusOf(error);
  const remedy = remedies[name] ?? remediesByStatus[status ?? 0];
  if (remedy === undefined) return error;
  const code = name in remedies ? name : status;
  const message = `The file storage does not work: S3 says ${code}. The operator must ${remedy}.`;
  return new LecternError('storage-unavailable', message, { cause: error });
}

export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** The code of the provider, or the name of an error of the client. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
