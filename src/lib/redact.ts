/**
 * What of a request may be logged: the path. A query may carry a signature, headers a token, a cookie or
 * (in Referer) a signed URL, and bodies a password; none of them is logged anywhere. The path ends also at a
 * `?` that a chat program encoded, and at what can only be a part of a query that lost its `?`.
 */
export function loggablePath(url: string): string {
  const end = url.search(/[?#;&=]|%(?:3f|23|3b|26|3d|25)/i);
  return (end === -1 ? url : url.slice(0, end)).slice(0, 200);
}

const secretParameter = /([?&](?:sig|signature|token|X-Amz-Signature|X-Goog-Signature)=)[^&\s"']+/gi;
const bearerToken = /(bearer\s+)[^\s"',]+/gi;
const secretField = /((?:session_token|lectern\.device|password)["']?\s*[=:]\s*["']?)[^&\s"';,]+/gi;

/** Takes signatures, tokens, cookies and passwords out of a text that somebody else wrote, such as the message of an error. */
export function redactText(text: string): string {
  return [secretParameter, bearerToken, secretField].reduce(
    (redacted, secret) => redacted.replace(secret, '$1[redacted]'),
    text,
  );
}
