import type { Remedies } from '../remedies.ts';

/** Amazon S3 API Reference, Error responses; and the AWS SDK's own. */
export const s3Remedies: Remedies = {
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID: set both again.',
  InvalidAccessKeyId: 'The storage does not know AWS_ACCESS_KEY_ID: correct it, or S3_ENDPOINT.',
  AccessDenied: 'Grant the credentials the rights that "lectern doctor --print-policy" prints.',
  NoSuchBucket: 'The bucket does not exist: create it, or correct S3_BUCKET and S3_ENDPOINT.',
  NoSuchKey: 'The public address leads to another bucket or service than the internal one.',
  AuthorizationHeaderMalformed: 'S3_REGION is not the region of the bucket: correct it.',
  AuthorizationQueryParametersError: 'S3_REGION is not the region of the bucket: correct it.',
  PermanentRedirect: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  RequestTimeTooSkewed: 'Let NTP set the clock of this machine (timedatectl set-ntp true).',
  ExpiredToken: 'The session token of the credentials has expired: renew it.',
  InvalidToken: 'AWS_SESSION_TOKEN does not belong to the credentials: correct or remove it.',
  NotImplemented: 'The service does not support If-None-Match: set S3_CONDITIONAL_PUT=false.',
  QuotaExceeded: 'Make room in the bucket, or raise its quota.',
  CredentialsProviderError:
    'There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for example.',
  // A reply to HEAD has no body, and so no code.
  301: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  400: 'Check S3_REGION and the credentials.',
  403: 'Check the credentials, and that they may read and list S3_BUCKET.',
};

/** Amazon CloudFront Developer Guide, Serve private content: what it answers to a signature. */
export const cloudFrontRemedies: Remedies = {
  ...s3Remedies,
  InvalidKey:
    'The key group of the distribution does not contain CLOUDFRONT_KEY_PAIR_ID: add the key, or correct the id.',
  MissingKey: 'Something on the way removes the query: let it pass on the whole URL.',
  AccessDenied:
    'Let the distribution read the bucket (origin access control), and check that its public key belongs to CLOUDFRONT_PRIVATE_KEY_FILE.',
};
