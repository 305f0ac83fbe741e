import { utf8 } from '../bytes.ts';
import { checkHeader, checkUpload, notSupported, windowOf } from '../check-request.ts';
import { type Cryptography, type Eventually, type Maybe, type SignText, then } from '../cryptography.ts';
import { checkFileName } from '../file-name.ts';
import { decodeCanonical, encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { checkSupported } from '../response-headers.ts';
import { encodedText, signedUrlForm, splitUrl } from '../signed-url-form.ts';
import type {
  DeleteSigner,
  DownloadRequest,
  HeadSigner,
  ObjectRequest,
  SignedUpload,
  SignedUrl,
  SignedUrlContent,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import type { Method } from '../sigv4.ts';
import { type InvalidUrl, invalidUrl } from '../verification.ts';

export interface SwiftOptions {
  /** The account as browsers see it: `https://host/v1/AUTH_account`. */
  readonly url: string;
  readonly container: string;
  /** Of the account or the container. The first signs; Swift holds two, so that keys can rotate. */
  readonly keys: readonly [string, ...ReadonlyArray<string>];
  /** Of uploads whose request names none. Swift does not bind an upload to it. Default: none. */
  readonly contentType?: string | undefined;
}

/** The keys are at hand, so it answers at once. */
export interface SwiftSigner extends Signer, UploadSigner, HeadSigner, DeleteSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
  signHead(request: ObjectRequest): SignedUrl;
  signDelete(request: ObjectRequest): SignedUrl;
}

/** The file name and `inline` are not signed, so a URL without them is as valid. */
const form = signedUrlForm({
  filename: { optional: encodedText },
  inline: 'flag',
  temp_url_expires: /^[1-9]\d{0,14}$/,
  temp_url_sig: /^[\da-f]{64}$/,
});

const kinds = [
  ['GET', 'download'],
  ['PUT', 'upload'],
  ['HEAD', 'head'],
  ['DELETE', 'delete'],
] as const;

/** The signer of `lectern-signing/swift` and `lectern-signing/web`, over one kind of cryptography. */
export function swiftSignerOver(
  cryptography: Cryptography,
  { url, container, keys, contentType: usualType }: SwiftOptions,
): Eventually<SwiftSigner> {
  const { origin, pathname } = new URL(url);
  const account = pathname.replace(/\/$/, '');
  const folder = `${origin}${account}/${percentEncode(container)}/`;
  const signers = keys.map((key) => cryptography.hmacSha256(utf8(key)));
  const [firstSigner] = signers as [SignText];

  /** Swift signs the path as it reads it, decoded; in hexadecimal, as all of its versions take it. */
  function toSign(method: Method, objectKey: string, expires: number): string {
    return `${method}\n${expires}\n${decodeURIComponent(account)}/${container}/${objectKey}`;
  }

  function signed(method: Method, request: ObjectRequest | UploadRequest, parameters = ''): Maybe<SignedUrl> {
    const { objectKey } = request;
    const { expiresAtSeconds: expires } = windowOf(request);
    const path = folder + encodeObjectKey(objectKey);
    return then(firstSigner(toSign(method, objectKey, expires), 'hex'), (signature) => ({
      url: `${path}?${parameters}temp_url_expires=${expires}&temp_url_sig=${signature}`,
      expiresAtMs: expires * 1000,
    }));
  }

  function signedObject(method: Method, request: ObjectRequest, parameters?: string): Maybe<SignedUrl> {
    if (request.correlation !== undefined) throw notSupported('Swift carries no correlation: leave it out.');
    return signed(method, request, parameters);
  }

  return {
    signDownload(request) {
      const { fileName, disposition = 'inline', responseHeaders } = request;
      checkSupported(responseHeaders, []);
      if (fileName !== undefined) checkFileName(fileName);
      const name = fileName === undefined ? '' : `filename=${percentEncode(fileName)}&`;
      return signedObject('GET', request, disposition === 'inline' ? `${name}inline&` : name);
    },

    signUpload(request) {
      checkUpload(request);
      const { size, sha256, contentType = usualType } = request;
      if (size !== undefined || sha256 !== undefined) {
        throw notSupported('Swift binds no upload to a size or SHA-256: check them after the upload.');
      }
      if (contentType !== undefined) checkHeader(contentType);
      // A client that sends these never overwrites, though Swift's signature does not bind it to them.
      const headers = {
        ...(contentType !== undefined && { 'content-type': contentType }),
        'if-none-match': '*',
      };
      return then(signed('PUT', request), (put) => ({ ...put, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),

    readUrl(text) {
      const parts = splitUrl(text, folder);
      if ('failure' in parts) return parts;
      const parameters = form(parts.query);
      if (parameters === undefined) return invalidUrl('malformed');
      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      const fileName = decodeCanonical(parameters.filename ?? '');
      if (objectKey === undefined || fileName === undefined) return invalidUrl('encoding');
      const expires = Number(parameters.temp_url_expires);
      const attempts = kinds.flatMap(([method, kind]) => signers.map((sign) => ({ method, kind, sign })));
      const readAs = (at: number): Maybe<SignedUrlContent | InvalidUrl> => {
        const attempt = attempts[at];
        if (attempt === undefined) return invalidUrl('signature');
        return then(attempt.sign(toSign(attempt.method, objectKey, expires), 'hex'), (signature) =>
          cryptography.isSameText(signature, parameters.temp_url_sig)
            ? { kind: attempt.kind, objectKey, expiresAtMs: expires * 1000 }
            : readAs(at + 1),
        );
      };
      return readAs(0);
    },
  };
}
