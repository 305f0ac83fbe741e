import { defineProvider } from '../provider.ts';
import { s3Policies } from './policy.ts';
import { s3Variables } from './settings.ts';

/** Amazon S3 or a compatible service, optionally with CloudFront in front of it. */
export const s3 = defineProvider({
  variables: s3Variables,
  clientVariables: 'AWS_',
  signers: ({ cloudFront }) => (cloudFront ? ['s3', 'cloudfront'] : ['s3']),
  policies: s3Policies,
  open: async (settings, parts) => (await import('./open.ts')).openS3(settings, parts),
});
