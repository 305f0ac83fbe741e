/** The minimal settings of each provider for `lectern serve`. All are fictional, because starting and signing contact no provider. */
export const providerSettings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  embedded: {},
  s3: {
    LECTERN_STORAGE: 's3',
    S3_BUCKET: 'lectern-documents',
    S3_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made up',
  },
  'gcs, HMAC key': {
    LECTERN_STORAGE: 'gcs',
    GCS_BUCKET: 'lectern-documents',
    GCS_HMAC_ACCESS_ID: 'GOOGTS7C7FUP3AIRVJTE',
    GCS_HMAC_SECRET: 'made up',
  },
  'azure, account key': {
    LECTERN_STORAGE: 'azure',
    AZURE_STORAGE_ACCOUNT: 'lecternexample',
    AZURE_STORAGE_KEY: Buffer.from('made up').toString('base64'),
    AZURE_STORAGE_CONTAINER: 'documents',
  },
  swift: {
    LECTERN_STORAGE: 'swift',
    SWIFT_URL: 'http://127.0.0.1:9',
    SWIFT_CONTAINER: 'documents',
    SWIFT_USER: 'lectern:lectern',
    SWIFT_KEY: 'made up',
    SWIFT_TEMPURL_KEY: 'made up',
  },
};
