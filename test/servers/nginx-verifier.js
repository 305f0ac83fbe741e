// biome-ignore lint/style/useNodejsImportProtocol: njs does not know the `node:` names
import crypto from 'crypto';
import signedUrl from 'signed-url.js';

const digits = { 'url-expired': 2, 'url-wrong-place': 3, 'url-invalid': 0 };

const hmac = (secret, text) =>
  crypto.createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest('base64url');

/** Takes `{targets, keys, nowMs, address}`, and answers for each target: 1 accepted, 2 expired, 3 for another client, 0 invalid. */
function verifyAll(r) {
  const asked = JSON.parse(r.requestText);
  const answers = asked.targets.map((target) => {
    const request = { target: target, nowMs: asked.nowMs, address: asked.address };
    const failure = signedUrl.verifyDownload(request, asked.keys, hmac).failure;
    return failure === undefined ? 1 : digits[failure];
  });
  r.return(200, answers.join(''));
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { verifyAll };
