import type { Remedies } from '../remedies.ts';

/** Cloud Storage, HTTP status and error codes: of the XML API, and `reason` of the JSON API. */
export const gcsRemedies: Remedies = {
  SignatureDoesNotMatch: 'The signing key does not belong to the service account: create a new key.',
  AccessDenied: 'Grant the service account the rights that "lectern doctor --print-policy" prints.',
  NoSuchBucket: 'The bucket does not exist: create it, or correct GCS_BUCKET.',
  InvalidSecurity: 'Cloud Storage does not know GCS_HMAC_ACCESS_ID: correct it.',
  forbidden: 'Grant the service account the rights that "lectern doctor --print-policy" prints.',
  notFound: 'The bucket does not exist: create it, or correct GCS_BUCKET.',
  authError: 'GOOGLE_APPLICATION_CREDENTIALS is not valid: create a new key.',
  required: 'GOOGLE_APPLICATION_CREDENTIALS is not valid: create a new key.',
};
