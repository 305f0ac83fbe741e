import { httpUrl, type SettingTable, type SettledBy } from '../../lib/setting.ts';
import {
  allowedHeaders,
  defineProvider,
  exposedHeaders,
  json,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../provider.ts';

/** Google's library finds the credentials (`GOOGLE_APPLICATION_CREDENTIALS`, workload identity). */
const settings = {
  bucket: { variable: 'GCS_BUCKET', describe: 'bucket of the PDFs', required: true },
  endpoint: {
    variable: 'GCS_ENDPOINT',
    describe: 'URL of the service',
    defaultText: '`https://storage.googleapis.com`',
    parse: httpUrl({ path: true }),
  },
  hmacAccessId: {
    variable: 'GCS_HMAC_ACCESS_ID',
    describe: 'access id of an HMAC key that signs instead of an RSA key',
  },
  hmacSecret: { variable: 'GCS_HMAC_SECRET', describe: 'secret of that HMAC key', secret: true },
} satisfies SettingTable;

export type GcsSettings = SettledBy<typeof settings>;

export const gcs = defineProvider({
  settings,
  together: [[settings.hmacAccessId, settings.hmacSecret]],
  clientVariables: 'GOOGLE_',
  signers: () => ['gcs'],
  policies,
});

/** Cloud Storage: CORS configuration (`responseHeader` names request and reply headers alike); IAM roles. */
function policies(
  { bucket }: GcsSettings,
  { webOrigin, embedOrigins }: PolicyRequest,
): ReadonlyArray<Policy> {
  const readHeaders = [...allowedHeaders, ...exposedHeaders];
  return [
    {
      title: 'CORS of the bucket',
      how: `gcloud storage buckets update gs://${bucket} --cors-file=cors.json`,
      document: json([
        {
          origin: [webOrigin],
          method: ['GET', 'PUT'],
          responseHeader: [...readHeaders, 'x-goog-if-generation-match', 'x-goog-content-length-range'],
          maxAgeSeconds,
        },
        ...(embedOrigins.length === 0
          ? []
          : [{ origin: embedOrigins, method: ['GET'], responseHeader: readHeaders, maxAgeSeconds }]),
      ]),
    },
    {
      title: 'What the service account of Lectern may do',
      how: 'Run these, with the e-mail address of the service account:',
      document: [
        `gcloud storage buckets add-iam-policy-binding gs://${bucket} --member=serviceAccount:EMAIL \\`,
        '  --role=roles/storage.objectUser',
        `gcloud storage buckets update gs://${bucket} --public-access-prevention --uniform-bucket-level-access`,
        '# only if Lectern has no key, to sign through the IAM API:',
        'gcloud iam service-accounts add-iam-policy-binding EMAIL --member=serviceAccount:EMAIL \\',
        '  --role=roles/iam.serviceAccountTokenCreator',
      ].join('\n'),
    },
  ];
}
