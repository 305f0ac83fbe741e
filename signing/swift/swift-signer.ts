import { utf8 } from '../bytes.ts';
import { checkHeader, checkUpload, notSupported, windowOf } from '../check-request.ts';
import { boundClient, networkOf } from '../client-address.ts';
import { type Cryptography, type Eventually, type Maybe, type SignText, then } from '../cryptography.ts';
import { checkFileName } from '../file-name.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { checkNone } from '../response-headers.ts';
import type {
  DeleteSigner,
  DownloadRequest,
  HeadSigner,
  ObjectRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
} from '../signer.ts';
import type { Method } from '../sigv4.ts';

export interface SwiftOptions {
  /** The account's address for browsers: `https://host/v1/AUTH_account`. */
  readonly url: string;
  readonly container: string;
  /** Of the account or the container. The first signs; Swift stores two, so that keys can rotate. */
  readonly keys: readonly [string, ...ReadonlyArray<string>];
  /** Default for uploads whose request has none. Swift does not bind an upload to it. Default: none. */
  readonly contentType?: string | undefined;
}

/** The keys are local, so the methods are synchronous. */
export interface SwiftSigner extends Signer, UploadSigner, HeadSigner, DeleteSigner {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
  signHead(request: ObjectRequest): SignedUrl;
  signDelete(request: ObjectRequest): SignedUrl;
}

/** The keys of a container, and the text that they sign, for one kind of cryptography. */
export function swiftContainer(cryptography: Cryptography, { url, container, keys }: SwiftOptions) {
  const { origin, pathname } = new URL(url);
  const account = pathname.replace(/\/$/, '');
  const decoded = decodeURIComponent(account);
  return {
    folder: `${origin}${account}/${percentEncode(container)}/`,
    signers: keys.map((key) => cryptography.hmacSha256(utf8(key))) as [SignText, ...Array<SignText>],
    /**
     * Swift signs the decoded path. Signatures are hexadecimal, which all its versions accept. Versions before 2.19 know no range of
     * addresses, and refuse URLs with one.
     */
    toSign: (method: Method, objectKey: string, expires: number, client?: string) =>
      `${client === undefined ? '' : `ip=${networkOf(client)}\n`}${method}\n${expires}\n${decoded}/${container}/${objectKey}`,
  };
}

/** The signer behind `lectern-signing/swift` and `lectern-signing/web`, for one kind of cryptography. */
export function swiftSignerOver(cryptography: Cryptography, options: SwiftOptions): Eventually<SwiftSigner> {
  const { contentType: usualType } = options;
  const { folder, signers, toSign } = swiftContainer(cryptography, options);
  const [sign] = signers;

  function signed(
    method: Method,
    request: ObjectRequest | UploadRequest,
    parameters = '',
    client?: string,
  ): Maybe<SignedUrl> {
    const { objectKey } = request;
    const { expiresAtSeconds: expires } = windowOf(request);
    const path = folder + encodeObjectKey(objectKey);
    const range = client === undefined ? '' : `&temp_url_ip_range=${percentEncode(networkOf(client))}`;
    return then(sign(toSign(method, objectKey, expires, client), 'hex'), (signature) => ({
      url: `${path}?${parameters}temp_url_expires=${expires}${range}&temp_url_sig=${signature}`,
      expiresAtMs: expires * 1000,
    }));
  }

  function signedObject(
    method: Method,
    request: ObjectRequest,
    parameters?: string,
    client?: string,
  ): Maybe<SignedUrl> {
    if (request.correlation !== undefined)
      throw notSupported('Swift URLs cannot carry a correlation: omit it.');
    return signed(method, request, parameters, client);
  }

  return {
    signDownload(request) {
      const { fileName, disposition = 'inline', responseHeaders, client } = request;
      checkNone(responseHeaders);
      if (fileName !== undefined) checkFileName(fileName);
      const name = fileName === undefined ? '' : `filename=${percentEncode(fileName)}&`;
      const parameters = disposition === 'inline' ? `${name}inline&` : name;
      return signedObject('GET', request, parameters, boundClient(client));
    },

    signUpload(request) {
      checkUpload(request);
      const { size, sha256, contentType = usualType } = request;
      if (size !== undefined || sha256 !== undefined) {
        throw notSupported('Swift cannot bind an upload to a size or SHA-256: check them after the upload.');
      }
      if (contentType !== undefined) checkHeader(contentType);
      // Clients that send these never overwrite, but Swift's signature does not enforce them.
      const headers = {
        ...(contentType !== undefined && { 'content-type': contentType }),
        'if-none-match': '*',
      };
      return then(signed('PUT', request), (put) => ({ ...put, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),
  };
}
