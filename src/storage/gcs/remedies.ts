import type { Remedies } from '../remedies.ts';

/** Cloud Storage, HTTP status and error codes: of the XML API, and `reason` of the JSON API. */
export const gcsRemedies: Remedies = {
  SignatureDoesNotMatch: 'The key that signs is not one of the service account.',
  AccessDenied: 'Allow the service account what "lectern doctor --print-policy" prints.',
  NoSuchBucket: 'There is no such bucket: make it, or correct GCS_BUCKET.',
  InvalidSecurity: 'Cloud Storage does not know GCS_HMAC_ACCESS_ID.',
  forbidden: 'Allow the service account what "lectern doctor --print-policy" prints.',
  notFound: 'There is no such bucket: make it, or correct GCS_BUCKET.',
  authError: 'GOOGLE_APPLICATION_CREDENTIALS are not valid: make a new key.',
  required: 'GOOGLE_APPLICATION_CREDENTIALS are not valid: make a new key.',
};
