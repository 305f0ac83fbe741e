import type { KeyRing, VerifiedDownload, VerifiedUpload, VerifiedUrl } from 'lectern-signing';
import { verifyRequest } from 'lectern-signing/embedded';
import { formatAddress } from '../../lib/client-address.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Exchange, ExchangeRecord } from './exchange.ts';

/** A URL as Lectern signs it; a download has a file name and an issue id. */
export interface FileDownload extends Omit<VerifiedDownload, 'correlation'> {
  readonly fileName: string;
  readonly issueId: string;
}
export type FileUrl = FileDownload | VerifiedUpload;

type Allowed<Kind> = Extract<FileUrl, { kind: Kind }>;

/** What URLs are checked against, at every request. */
export interface UrlCheck {
  readonly ring: () => KeyRing;
  /** Cheap enough for every request. */
  readonly isRevoked: (url: FileUrl) => boolean;
}

/** What precedes the path in an absolute-form target, which servers must accept too (RFC 9112 §3.2.2). */
const schemeAndHost = /^https?:\/\/[^/?#]+(?=\/)/i;

export function methodNotAllowed(): LecternError {
  return new LecternError('method-not-allowed', 'Use GET for download links and PUT for upload links.');
}

const openAgain = 'Open the task again to get a new link.';

/**
 * Returns what the URL of a request permits. Checks method, path, query, time and revocations, and never touches the disk.
 * @throws `url-invalid`, `url-expired`, `url-wrong-place`, `url-revoked`, or `method-not-allowed` for a PUT without even the form of an
 *   upload URL
 */
export function authorize<Kind extends FileUrl['kind']>(
  exchange: Exchange,
  kind: Kind,
  { ring, isRevoked }: UrlCheck,
  nowMs: number,
): Allowed<Kind> {
  const { request, client, record } = exchange;
  const target = (request.url ?? '').replace(schemeAndHost, '');
  const addressOf = () => client && formatAddress(client);
  const verification = verifyRequest(request.method ?? '', target, ring(), nowMs, addressOf);
  if ('failure' in verification && verification.failure === 'url-invalid') {
    record.reason = verification.reason;
    if (kind === 'upload' && verification.reason === 'malformed') throw methodNotAllowed();
  } else {
    const failure = 'failure' in verification ? verification.failure : undefined;
    const url = fileUrlOf('failure' in verification ? verification.content : verification);
    if (url === undefined) {
      record.reason = 'malformed';
    } else {
      identify(record, url);
      if (failure !== undefined) throw new LecternError(failure, openAgain);
      if (isRevoked(url)) throw new LecternError('url-revoked', openAgain);
      if (isKind(url, kind)) return url;
    }
  }
  throw new LecternError(
    'url-invalid',
    'Use the whole link, unchanged, or open the task again to get a new one.',
  );
}

/** Undefined for a download without a file name or issue id: our key could sign one, but Lectern never does. */
export function fileUrlOf(url: VerifiedUrl): FileUrl | undefined {
  if (url.kind === 'upload') return url;
  const { fileName, correlation, ...download } = url;
  if (fileName === undefined || correlation === undefined) return undefined;
  return { ...download, fileName, issueId: correlation.value };
}

function isKind<Kind extends FileUrl['kind']>(url: FileUrl, kind: Kind): url is Allowed<Kind> {
  return url.kind === kind;
}

function identify(record: ExchangeRecord, url: FileUrl): void {
  record.keyId = url.keyId;
  if (url.kind === 'download') record.issueId = url.issueId;
}
