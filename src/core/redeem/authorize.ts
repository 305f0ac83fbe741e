import type { KeyRing, VerifiedUrl } from 'lectern-signing';
import { verifyRequest } from 'lectern-signing/embedded';
import { LecternError } from '../../lib/errors.ts';
import type { Exchange, ExchangeRecord } from './exchange.ts';
import { methodNotAllowed } from './refuse.ts';

type Verified<Kind> = Extract<VerifiedUrl, { kind: Kind }>;

/** What a URL must agree with beside its signature; both are asked at every request. */
export interface UrlCheck {
  readonly ring: () => KeyRing;
  /** Cheap enough for every request. */
  readonly isRevoked: (url: VerifiedUrl) => boolean;
}

/** What a target in absolute form has before its path, which a server must take too (RFC 9112 §3.2.2). */
const schemeAndHost = /^https?:\/\/[^/?#]+(?=\/)/i;

const openAgain = 'Open the task again to get a new link.';

/**
 * What the URL of a request permits. Looks at method, path, query, time and revocations, never at the disk.
 * @throws `url-invalid`, `url-expired`, `url-revoked`, or `method-not-allowed` when a PUT has not even the form of an upload URL
 */
export function authorize<Kind extends VerifiedUrl['kind']>(
  { request, record }: Exchange,
  kind: Kind,
  { ring, isRevoked }: UrlCheck,
  nowMs: number,
): Verified<Kind> {
  const target = (request.url ?? '').replace(schemeAndHost, '');
  const verification = verifyRequest(request.method ?? '', target, ring(), nowMs);
  if (!('failure' in verification)) {
    identify(record, verification);
    if (isRevoked(verification)) throw new LecternError('url-revoked', openAgain);
    if (isKind(verification, kind)) return verification;
  } else if (verification.failure === 'url-expired') {
    identify(record, verification.content);
    throw new LecternError('url-expired', openAgain);
  } else {
    record.reason = verification.reason;
    if (kind === 'upload' && verification.reason === 'malformed') throw methodNotAllowed();
  }
  throw new LecternError(
    'url-invalid',
    'Use the whole link, unchanged, or open the task again to get a new one.',
  );
}

function isKind<Kind extends VerifiedUrl['kind']>(url: VerifiedUrl, kind: Kind): url is Verified<Kind> {
  return url.kind === kind;
}

function identify(record: ExchangeRecord, url: VerifiedUrl): void {
  record.keyId = url.keyId;
  if (url.kind === 'download') record.issueId = url.issueId;
}
