import type { StorageSettings } from '../settings.ts';

/** A document to give to the provider, with the command that does it. */
export interface Policy {
  readonly title: string;
  readonly how: string;
  readonly document: string;
}

const allowedHeaders = ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'Content-Type'];
const exposedHeaders = ['Accept-Ranges', 'Content-Range', 'Content-Length', 'ETag'];
const maxAgeSeconds = 600;
const documents = 'documents/';

/** What a provider needs to be told: CORS for the web origin, and the least that the backend may do. */
export function policiesOf(
  settings: StorageSettings,
  { webOrigin, ttlSeconds }: { webOrigin: string; ttlSeconds: number },
): ReadonlyArray<Policy> {
  switch (settings.kind) {
    case 'file':
      return [];
    case 's3':
      return s3Policies(settings.bucket, webOrigin, ttlSeconds, settings.cloudFront !== undefined);
    case 'gcs':
      return gcsPolicies(settings.bucket, webOrigin);
    case 'azure':
      return azurePolicies(settings.account, settings.container, webOrigin);
    case 'swift':
      return swiftPolicies(settings.container, webOrigin);
  }
}

/** Amazon S3 User Guide: CORS configuration; Policy keys `s3:signatureAge`, in milliseconds. */
function s3Policies(
  bucket: string,
  webOrigin: string,
  ttlSeconds: number,
  cloudFront: boolean,
): ReadonlyArray<Policy> {
  const objects = `arn:aws:s3:::${bucket}/${documents}*`;
  const uploadHeaders = ['x-amz-checksum-sha256', ...allowedHeaders];
  return [
    {
      title: 'CORS of the bucket',
      how: `aws s3api put-bucket-cors --bucket ${bucket} --cors-configuration file://cors.json`,
      document: json({
        CORSRules: [
          {
            AllowedOrigins: [webOrigin],
            AllowedMethods: ['GET', 'PUT'],
            AllowedHeaders: uploadHeaders,
            ExposeHeaders: exposedHeaders,
            MaxAgeSeconds: maxAgeSeconds,
          },
        ],
      }),
    },
    {
      title: 'What the identity of Lectern may do',
      how: 'aws iam put-user-policy --user-name lectern --policy-name lectern --policy-document file://lectern.json',
      document: json({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ReadWriteDocuments',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            Resource: objects,
          },
          {
            // Without it a missing file is answered with 403. A condition on `s3:prefix` would take that away
            // again, as HEAD has no prefix (seen on Ceph RGW 18).
            Sid: 'TellMissingFiles',
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: `arn:aws:s3:::${bucket}`,
          },
        ],
      }),
    },
    {
      title: `Policy of the bucket: no signature is good for longer than ${ageOf(ttlSeconds, cloudFront)} s, and only https`,
      how: `aws s3api put-bucket-policy --bucket ${bucket} --policy file://bucket.json`,
      document: json({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'NoOldSignatures',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: objects,
            Condition: { NumericGreaterThan: { 's3:signatureAge': ageOf(ttlSeconds, cloudFront) * 1000 } },
          },
          {
            Sid: 'OnlyHttps',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: objects,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
    },
  ];
}

/** Uploads may begin for a quarter of an hour; downloads come by CloudFront's own signature, if at all. */
const ageOf = (ttlSeconds: number, cloudFront: boolean) => Math.max(cloudFront ? 0 : ttlSeconds, 900);

/** Cloud Storage: CORS configuration (`responseHeader` names request and reply headers alike); IAM roles. */
function gcsPolicies(bucket: string, webOrigin: string): ReadonlyArray<Policy> {
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

/** Azure Storage: CORS is a property of the blob service; roles that user delegation keys need. */
function azurePolicies(account: string, container: string, webOrigin: string): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS of the blob service',
      how: 'Run this:',
      document: [
        `az storage cors add --account-name ${account} --services b --methods GET PUT OPTIONS --origins ${webOrigin} \\`,
        `  --allowed-headers '${[...allowedHeaders, 'x-ms-blob-type'].join(',').toLowerCase()}' \\`,
        `  --exposed-headers '${exposedHeaders.join(',')}' --max-age ${maxAgeSeconds}`,
      ].join('\n'),
    },
    {
      title: 'What the identity of Lectern may do, and nobody without a signature',
      how: 'Run these, with the object id of the identity and the id of the subscription:',
      document: [
        `SCOPE=/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/${account}`,
        'az role assignment create --assignee OBJECT_ID --role "Storage Blob Delegator" --scope $SCOPE',
        'az role assignment create --assignee OBJECT_ID --role "Storage Blob Data Contributor" \\',
        `  --scope $SCOPE/blobServices/default/containers/${container}`,
        `az storage account update --name ${account} --allow-blob-public-access false --https-only true`,
      ].join('\n'),
    },
  ];
}

/** Swift: Cross-origin Resource Sharing with Object Storage; container metadata. */
function swiftPolicies(container: string, webOrigin: string): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS and access of the container',
      how: 'Run this as a user who may write the container:',
      document: [
        `swift post ${container} --read-acl '' \\`,
        `  -H 'X-Container-Meta-Access-Control-Allow-Origin: ${webOrigin}' \\`,
        `  -H 'X-Container-Meta-Access-Control-Expose-Headers: ${exposedHeaders.join(' ')}' \\`,
        `  -H 'X-Container-Meta-Access-Control-Max-Age: ${maxAgeSeconds}'`,
      ].join('\n'),
    },
  ];
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
