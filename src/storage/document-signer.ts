import {
  type Correlation,
  type DownloadRequest,
  type InvalidUrl,
  type Provider,
  providerLimits,
  type SignedUpload,
  type SignedUrl,
  type SignedUrlContent,
  type Signer,
  type UploadSigner,
  type UrlReader,
  type UrlWindow,
} from 'lectern-signing';
import { mediaType, mediaTypes } from './file-types.ts';

/**
 * Options of the signers of all buckets: the usual media type of uploads, and the prefix of the parameters that repeat an upload URL's
 * limits.
 */
export const bucketDefaults = {
  contentType: 'application/pdf',
  uploadParameterPrefix: 'x-lectern-',
} as const;

/** What one reader may fetch, and until when. */
export interface DocumentRequest extends UrlWindow {
  readonly objectKey: string;
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
  /** Links the URL to the records of its issue; `[A-Za-z0-9_-]{1,64}`. */
  readonly issueId: string;
  /** IP address of the only client for whom the URL works; undefined: any. */
  readonly client?: string | undefined;
}

/** An upload of exactly these bytes to this key. */
export interface DocumentUpload extends UrlWindow {
  readonly objectKey: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** The content of a URL that we signed, even if it has expired. */
export interface UrlContent extends Pick<SignedUrlContent, 'objectKey' | 'expiresAtMs'> {
  readonly kind: 'download' | 'upload';
  /** Undefined for uploads, and where the provider has no signed parameter for it. */
  readonly issueId?: string;
}

/** Signs and parses URLs of documents. Throws as the signers of `lectern-signing` do. */
export interface DocumentSigner {
  signDownload(request: DocumentRequest): SignedUrl | Promise<SignedUrl>;
  signUpload(request: DocumentUpload): SignedUpload | Promise<SignedUpload>;
  readUrl(url: string): UrlContent | InvalidUrl;
}

/** Only the reader's own cache may keep a document, for as long as its URL works. RFC 9111 §5.2.2, RFC 8246. */
export const cacheControl = (seconds: number): string => `private, max-age=${seconds}, immutable`;

/** The parameter that carries the issue id. */
const issueParameter = (provider: Provider): string =>
  provider === 'embedded' ? 'issue' : 'x-lectern-issue';

/**
 * Signs with a provider. Limits that the provider cannot bind are omitted: completing an upload checks them, and records without an issue
 * id are found by object and expiry.
 */
export function createDocumentSigner(
  provider: Provider,
  signer: Signer & UrlReader & Partial<UploadSigner>,
): DocumentSigner {
  const { carriesCorrelation, bindsUpload, responseHeaders } = providerLimits[provider];
  const name = issueParameter(provider);
  // CloudFront's caches use the headers of the objects.
  const setsCache = responseHeaders.includes('cacheControl') && provider !== 'cloudfront';
  const headersFor = (contentType: string) =>
    responseHeaders.length === 0 ? undefined : { contentType, ...(setsCache && { cacheControl }) };
  const headersOfType = new Map(mediaTypes.map((type) => [type, headersFor(type)] as const));
  const [bindsSize, bindsHash] = [bindsUpload.includes('size'), bindsUpload.includes('sha256')];

  return {
    signDownload({ objectKey, fileName, disposition, issueId, client, signedAtSeconds, expiresAtSeconds }) {
      const request: DownloadRequest = {
        objectKey,
        fileName,
        disposition,
        correlation: carriesCorrelation ? { name, value: issueId } : undefined,
        responseHeaders: headersOfType.get(mediaType(objectKey)),
        client,
        signedAtSeconds,
        expiresAtSeconds,
      };
      return signer.signDownload(request);
    },

    signUpload({ objectKey, size, sha256, signedAtSeconds, expiresAtSeconds }) {
      if (signer.signUpload === undefined) throw new Error(`${provider} signs no uploads`);
      return signer.signUpload({
        objectKey,
        contentType: provider === 'embedded' ? undefined : mediaType(objectKey),
        size: bindsSize ? size : undefined,
        sha256: bindsHash ? sha256 : undefined,
        signedAtSeconds,
        expiresAtSeconds,
      });
    },

    readUrl(url) {
      const read = signer.readUrl(url);
      return 'failure' in read ? read : contentOf(read, carriesCorrelation ? name : undefined);
    },
  };
}

/** A URL that another program signed with our keys is invalid here. */
function contentOf(read: SignedUrlContent, name: string | undefined): UrlContent | InvalidUrl {
  const { kind, correlation, ...content } = read;
  if (kind === 'upload') return { kind, ...content };
  if (kind !== 'download' || !isNamed(correlation, name))
    return { failure: 'url-invalid', reason: 'malformed' };
  return { kind, ...content, ...(correlation && { issueId: correlation.value }) };
}

const isNamed = (correlation: Correlation | undefined, name: string | undefined) =>
  correlation?.name === name;
