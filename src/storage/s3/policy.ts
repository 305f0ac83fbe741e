import {
  allowedHeaders,
  exposedHeaders,
  json,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../policy.ts';
import type { S3Settings } from './settings.ts';

/** Amazon S3 User Guide: CORS configuration; Policy keys `s3:signatureAge`, in milliseconds. */
export function s3Policies(
  { bucket, cloudFront }: S3Settings,
  { webOrigin, ttlSeconds }: PolicyRequest,
): ReadonlyArray<Policy> {
  const objects = `arn:aws:s3:::${bucket}/documents/*`;
  // Uploads may begin for a quarter of an hour; downloads come by CloudFront's own signature, if at all.
  const maxAgeOfSignature = Math.max(cloudFront ? 0 : ttlSeconds, 900);
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
      title: `Policy of the bucket: no signature is good for longer than ${maxAgeOfSignature} s, and only https`,
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
            Condition: { NumericGreaterThan: { 's3:signatureAge': maxAgeOfSignature * 1000 } },
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
