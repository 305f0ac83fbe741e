import { fromBase64 } from '../bytes.ts';
import type { SignText } from '../cryptography.ts';
import { webCryptography } from '../web-cryptography.ts';
import type { EdgeHmac } from './verify.ts';

export {
  contentDisposition,
  type EdgeDownload,
  type EdgeHmac,
  type EdgeKey,
  type EdgeRefusal,
  type EdgeRequest,
  encodeObjectKey,
  isObjectKey,
  revocationNames,
  verifyDownload,
} from './verify.ts';

/** HMAC-SHA256 by the Web Cryptography API, for Workers, Deno and Node. Each secret is imported once. */
export function createWebHmac(): EdgeHmac {
  const signers = new Map<string, SignText>();
  return (secret, text) => {
    let sign = signers.get(secret);
    if (sign === undefined) {
      sign = webCryptography.hmacSha256(fromBase64(secret.replaceAll('-', '+').replaceAll('_', '/')));
      signers.set(secret, sign);
    }
    return sign(text, 'base64url');
  };
}
