import {
  type Correlation,
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

const pdf = 'application/pdf';

/** The media type that an object is delivered as: a PDF, unless its key ends in `.sealed`, which tells nothing of itself. */
export const mediaType = (objectKey: string): string =>
  objectKey.endsWith('.sealed') ? 'application/octet-stream' : pdf;

/** What the signers of all buckets are told: the type of uploads, and under which names their URLs repeat what binds them. */
export const bucketDefaults = { contentType: pdf, uploadParameterPrefix: 'x-lectern-' } as const;

/** What one reader may fetch, and until when. */
export interface DocumentRequest extends UrlWindow {
  readonly objectKey: string;
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
  /** Leads from the URL to the records of its issue; `[A-Za-z0-9_-]{1,64}`. */
  readonly issueId: string;
}

/** What one uploader may store: these very bytes, under this key. */
export interface DocumentUpload extends UrlWindow {
  readonly objectKey: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** What a URL of ours says of itself, whether in time or not. */
export interface UrlContent extends Pick<SignedUrlContent, 'objectKey' | 'expiresAtMs'> {
  readonly kind: 'download' | 'upload';
  /** Undefined for an upload, and where the provider signs nothing that could carry it. */
  readonly issueId?: string;
}

/** Signs and reads URLs of documents. Throws as the signers of `lectern-signing` do. */
export interface DocumentSigner {
  signDownload(request: DocumentRequest): SignedUrl | Promise<SignedUrl>;
  signUpload(request: DocumentUpload): SignedUpload | Promise<SignedUpload>;
  readUrl(url: string): UrlContent | InvalidUrl;
}

/** How long the copy of a document may be kept: as long as its URL works, by its reader alone. RFC 9111 §5.2.2, RFC 8246. */
export const cacheControl = (seconds: number): string => `private, max-age=${seconds}, immutable`;

/** The parameter that carries the issue id. */
const issueParameter = (provider: Provider): string =>
  provider === 'embedded' ? 'issue' : 'x-lectern-issue';

/**
 * Signs with a provider what Lectern says of a document. What the provider cannot bind is left out: completing an
 * upload checks it, and without an issue id records are found by object and expiry.
 */
export function createDocumentSigner(
  provider: Provider,
  signer: Signer & UrlReader & Partial<UploadSigner>,
): DocumentSigner {
  const { carriesCorrelation, bindsUpload, responseHeaders } = providerLimits[provider];
  const name = issueParameter(provider);
  // Caches of CloudFront take the headers of the objects.
  const setsCache = responseHeaders.includes('cacheControl') && provider !== 'cloudfront';
  const headersFor = (contentType: string) =>
    responseHeaders.length === 0 ? undefined : { contentType, ...(setsCache && { cacheControl }) };
  const headersOfType = new Map([pdf, mediaType('.sealed')].map((type) => [type, headersFor(type)] as const));
  const [bindsSize, bindsHash] = [bindsUpload.includes('size'), bindsUpload.includes('sha256')];

  return {
    signDownload({ objectKey, fileName, disposition, issueId, signedAtSeconds, expiresAtSeconds }) {
      return signer.signDownload({
        objectKey,
        fileName,
        disposition,
        correlation: carriesCorrelation ? { name, value: issueId } : undefined,
        responseHeaders: headersOfType.get(mediaType(objectKey)),
        signedAtSeconds,
        expiresAtSeconds,
      });
    },

    signUpload({ objectKey, size, sha256, signedAtSeconds, expiresAtSeconds }) {
      if (signer.signUpload === undefined) throw new Error(`${provider} signs no uploads`);
      return signer.signUpload({
        objectKey,
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

/** What was signed with our keys, but not by us, is as unknown as what others signed. */
function contentOf(read: SignedUrlContent, name: string | undefined): UrlContent | InvalidUrl {
  const { kind, correlation, ...content } = read;
  if (kind === 'upload') return { kind, ...content };
  if (kind !== 'download' || !isNamed(correlation, name))
    return { failure: 'url-invalid', reason: 'malformed' };
  return { kind, ...content, ...(correlation && { issueId: correlation.value }) };
}

const isNamed = (correlation: Correlation | undefined, name: string | undefined) =>
  correlation?.name === name;
