import type { Provider } from '../../signing/provider-limits.ts';
import { LecternError } from '../errors.ts';
import { storageUnavailable } from './storage-unavailable.ts';

type Remedies = Readonly<Record<string, string>>;

/** Where there was no answer: codes of Node (system errors, TLS, undici) and of the doctor's own time limit. */
const unanswered: Remedies = {
  ECONNREFUSED: 'Nothing listens at this address: start the service, or correct the address.',
  ECONNRESET: 'The connection is cut: is the scheme (http or https) right, and does a firewall object?',
  ENOTFOUND: 'No such host name: correct the address, or the DNS.',
  EAI_AGAIN: 'The host name cannot be looked up: check the DNS of this machine.',
  EHOSTUNREACH: 'There is no way to this address: check the network.',
  ENETUNREACH: 'There is no way to this address: check the network.',
  ETIMEDOUT: 'A firewall may drop the packets, or the service hangs.',
  UND_ERR_CONNECT_TIMEOUT: 'A firewall may drop the packets, or the service hangs.',
  UND_ERR_SOCKET: 'The connection is cut: is the scheme (http or https) right?',
  TimeoutError: 'The service hangs, or a firewall drops the packets.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Name the certificate of the service in NODE_EXTRA_CA_CERTS.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Name the certificate of your authority in NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the service send its whole chain of certificates.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Name the certificate of your authority in NODE_EXTRA_CA_CERTS.',
  CERT_HAS_EXPIRED: 'Renew the certificate of the service.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host name: correct it, or the address.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The service speaks http at this address, not https.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The service speaks http at this address, not https.',
};

/** Amazon S3 API Reference, Error responses; and the AWS SDK's own. */
const s3: Remedies = {
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID: set both anew.',
  InvalidAccessKeyId: 'The storage does not know AWS_ACCESS_KEY_ID: correct it, or S3_ENDPOINT.',
  AccessDenied: 'Allow the credentials what "lectern doctor --print-policy" prints.',
  NoSuchBucket: 'There is no such bucket: make it, or correct S3_BUCKET and S3_ENDPOINT.',
  NoSuchKey: 'The public address leads to another bucket or service than the internal one.',
  AuthorizationHeaderMalformed: 'S3_REGION is not the region of the bucket: correct it.',
  AuthorizationQueryParametersError: 'S3_REGION is not the region of the bucket: correct it.',
  PermanentRedirect: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  RequestTimeTooSkewed: 'Let NTP set the clock of this machine (timedatectl set-ntp true).',
  ExpiredToken: 'The session of the credentials has ended: renew it.',
  InvalidToken: 'AWS_SESSION_TOKEN does not belong to the credentials: correct or remove it.',
  NotImplemented: 'The service does not know If-None-Match: set S3_CONDITIONAL_PUT=false.',
  QuotaExceeded: 'Make room in the bucket, or raise its quota.',
  CredentialsProviderError: 'Give credentials, e.g. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  // An answer to HEAD has no body, and so no code.
  301: 'The bucket is in another region: correct S3_REGION and S3_ENDPOINT.',
  400: 'Check S3_REGION and the credentials.',
  403: 'Check the credentials, and that they may read and list S3_BUCKET.',
};

/** What to do about what a provider answers, by its own code; Swift has none but the HTTP status. */
const answered: Readonly<Record<Provider, Remedies>> = {
  embedded: {
    'url-invalid':
      'The server there has other signing keys, or a proxy changes path or query: do LECTERN_DATA_DIR and LECTERN_FILES_URL belong to the same installation?',
    'url-expired': 'Do server and doctor have the same clock?',
    'object-not-found': 'The server there has another LECTERN_DATA_DIR than the doctor.',
    EACCES: 'Let the user that runs Lectern write to LECTERN_DATA_DIR.',
    ENOSPC: 'The disk is full: make room.',
    ECONNREFUSED: 'Is "lectern serve" running, and does LECTERN_FILES_URL lead to it?',
  },
  s3,
  // Amazon CloudFront Developer Guide, Serve private content: what it answers to a signature.
  cloudfront: {
    ...s3,
    InvalidKey: 'The key group of the distribution does not hold CLOUDFRONT_KEY_PAIR_ID.',
    MissingKey: 'Something on the way takes the query away.',
    AccessDenied:
      'Let the distribution read the bucket (origin access control), and let its public key be that of CLOUDFRONT_PRIVATE_KEY_FILE.',
  },
  // Cloud Storage, HTTP status and error codes: of the XML API, and `reason` of the JSON API.
  gcs: {
    SignatureDoesNotMatch: 'The key that signs is not one of the service account.',
    AccessDenied: 'Allow the service account what "lectern doctor --print-policy" prints.',
    NoSuchBucket: 'There is no such bucket: make it, or correct GCS_BUCKET.',
    InvalidSecurity: 'Cloud Storage does not know GCS_HMAC_ACCESS_ID.',
    forbidden: 'Allow the service account what "lectern doctor --print-policy" prints.',
    notFound: 'There is no such bucket: make it, or correct GCS_BUCKET.',
    authError: 'GOOGLE_APPLICATION_CREDENTIALS are not valid: make a new key.',
    required: 'GOOGLE_APPLICATION_CREDENTIALS are not valid: make a new key.',
  },
  // Azure Storage REST, Common and Blob service error codes.
  azure: {
    AuthenticationFailed: 'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT: copy it anew.',
    AuthorizationFailure: 'The network rules of the storage account do not let this machine in.',
    AuthorizationPermissionMismatch:
      'Give the identity the roles that "lectern doctor --print-policy" prints.',
    KeyBasedAuthenticationNotPermitted:
      'The account forbids its keys: remove AZURE_STORAGE_KEY, and let user delegation keys sign.',
    ContainerNotFound: 'There is no such container: make it, or correct AZURE_STORAGE_CONTAINER.',
    BlobNotFound: 'Something on the way changes the path.',
    ResourceNotFound: 'There is no such container: make it, or correct AZURE_STORAGE_CONTAINER.',
    InvalidAuthenticationInfo:
      'AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT, or the token of the identity is not for it.',
  },
  swift: {
    401: 'SWIFT_TEMPURL_KEY is not a TempURL key of the account (swift post -m "Temp-URL-Key:…"), or something on the way changes path or query.',
    404: 'SWIFT_URL and SWIFT_CONTAINER lead to another container than the user has.',
  },
};

/** What an operator can do about a code of the provider, of Node or of a status, in words; undefined: unknown. */
export function remedyFor(provider: Provider, code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  return answered[provider][code] ?? unanswered[code];
}

/** An error that tells the operator what to do, where the code shows it. */
export function storageRefused(provider: Provider, code: string, cause: unknown): LecternError {
  const remedy = remedyFor(provider, code);
  if (remedy === undefined) return storageUnavailable(cause);
  const message = `The file storage does not work: it says ${code}. ${remedy}`;
  return new LecternError('storage-unavailable', message, { cause });
}
