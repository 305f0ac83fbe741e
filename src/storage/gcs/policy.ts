import {
  allowedHeaders,
  exposedHeaders,
  json,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../policy.ts';
import type { GcsSettings } from './settings.ts';

/** Cloud Storage: CORS configuration (`responseHeader` names request and reply headers alike); IAM roles. */
export function gcsPolicies({ bucket }: GcsSettings, { webOrigin }: PolicyRequest): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS of the bucket',
      how: `gcloud storage buckets update gs://${bucket} --cors-file=cors.json`,
      document: json([
        {
          origin: [webOrigin],
          method: ['GET', 'PUT'],
          responseHeader: [
            ...allowedHeaders,
            ...exposedHeaders,
            'x-goog-if-generation-match',
            'x-goog-content-length-range',
          ],
          maxAgeSeconds,
        },
      ]),
    },
    {
      title: 'What the service account of Lectern may do',
      how: 'Run these, with the e-mail address of the service account:',
      document: [
        `gcloud storage buckets add-iam-policy-binding gs://${bucket} --member=serviceAccount:EMAIL \\`,
        '  --role=roles/storage.objectUser',
        `gcloud storage buckets update gs://${bucket} --public-access-prevention --uniform-bucket-level-access`,
        '# only without a key of its own, to sign by the IAM API:',
        'gcloud iam service-accounts add-iam-policy-binding EMAIL --member=serviceAccount:EMAIL \\',
        '  --role=roles/iam.serviceAccountTokenCreator',
      ].join('\n'),
    },
  ];
}
