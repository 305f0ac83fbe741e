/** Address and keys of Ceph's S3 gateway, in JSON. With it, suites about PDFs run on a bucket of their own there. */
export const cephVariable = 'LECTERN_TEST_CEPH';
