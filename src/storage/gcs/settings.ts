import { optional, required, type SettingsOf, secret, together, url } from '../variables.ts';

/** Google's library finds the credentials by its own chain (`GOOGLE_APPLICATION_CREDENTIALS`, workload identity). */
export const gcsVariables = {
  bucket: required('GCS_BUCKET', 'bucket of the PDFs'),
  endpoint: optional('GCS_ENDPOINT', 'address of the service (default: https://storage.googleapis.com)', url),
  hmac: together({
    accessId: required('GCS_HMAC_ACCESS_ID', 'access id of an HMAC key that signs instead of an RSA key'),
    secret: secret(required('GCS_HMAC_SECRET', 'secret of that HMAC key')),
  }),
};

export type GcsSettings = SettingsOf<typeof gcsVariables>;
