import { percentEncode } from '../percent-encoding.ts';

export interface S3Bucket {
  readonly bucket: string;
  /** Default: `us-east-1`, which other services accept too; Cloudflare R2 treats it as its `auto`. */
  readonly region?: string | undefined;
  /** The service's address for browsers, with the path before the bucket, if any. Default: AWS, in the region. */
  readonly endpoint?: string | undefined;
  /**
   * `https://host/bucket/key`; otherwise `https://bucket.host/key`, if the bucket's name is valid in a host name.
   * Default: true with an `endpoint`, false for AWS.
   */
  readonly pathStyle?: boolean | undefined;
}

export const s3Region = ({ region = 'us-east-1' }: S3Bucket): string => region;

/** The address of the objects of a bucket. */
export interface S3Address {
  /** Scheme, host and port, as in `https://files.example.com:8443`. */
  readonly origin: string;
  /** Host and port as in a `Host` header: without the scheme's default port. */
  readonly host: string;
  /** The path before the object keys, percent-encoded; begins and ends with a slash. */
  readonly folder: string;
}

/**
 * Domains of AWS outside its main partition, by the beginning of the region's name:
 * https://github.com/aws/aws-sdk-js-v3/blob/685ff5d03588f81121c6fa9466771cd444492209/packages/util-endpoints/src/lib/aws/partitions.json
 */
const awsDomains = {
  'cn-': 'amazonaws.com.cn',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'eu-isoe-': 'cloud.adc-e.uk',
  'us-isof-': 'csp.hci.ic.gov',
};

/** A valid label in a host name. */
const hostLabel = /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/;
const ipAddress = /^[\d.]+$|^\[/;

/** The address of a bucket, determined like in the AWS SDK. */
export function s3Address(options: S3Bucket): S3Address {
  const { bucket, endpoint, pathStyle = endpoint !== undefined } = options;
  const { protocol, hostname, host, pathname } = new URL(endpoint ?? awsEndpoint(s3Region(options)));
  const prefix = pathname.replace(/\/$/, '');
  const labels = bucket.split('.');
  const inHost =
    !pathStyle &&
    !ipAddress.test(hostname) &&
    labels.every((label) => hostLabel.test(label)) &&
    // A certificate for `*.host` covers only one label.
    (labels.length === 1 || protocol === 'http:');
  const bucketHost = inHost ? `${bucket}.${host}` : host;
  const folder = inHost ? `${prefix}/` : `${prefix}/${percentEncode(bucket)}/`;
  return {
    origin: `${protocol}//${bucketHost}`,
    host: bucketHost,
    folder,
  };
}

/** The beginning of every URL of a bucket, without the last slash. */
export function s3PublicUrl(bucket: S3Bucket): string {
  const { origin, folder } = s3Address(bucket);
  return origin + folder.slice(0, -1);
}

function awsEndpoint(region: string): string {
  const [, domain = 'amazonaws.com'] =
    Object.entries(awsDomains).find(([start]) => region.startsWith(start)) ?? [];
  return `https://s3.${region}.${domain}`;
}
