import type { DownloadRequest, UploadRequest, UrlTimes } from './signer.ts';
import { SigningError } from './signing-error.ts';
import type { UrlWindow } from './url-window.ts';
import type { Correlation } from './verification.ts';

/** Checking the length separately is faster than `{1,64}`. */
const correlationCharacters = /^[\w-]+$/;
export const correlationValue = /^[\w-]{1,64}$/;
const correlationName = /^x-(?!amz-|goog-)[a-z\d-]{1,62}$/;
const sha256Form = /^[\da-f]{64}$/;
const headerText = /^[ -~]+$/;

/** Writes `&name=value`, or nothing. The function throws `correlation-invalid`. */
export function createCorrelationWriter(): (correlation: Correlation | undefined) => string {
  // Nearly all URLs of a signer use the same name.
  let checkedName: string | undefined;

  return (correlation) => {
    if (correlation === undefined) return '';
    const { name, value } = correlation;
    if (name !== checkedName) {
      if (!correlationName.test(name)) {
        throw correlationInvalid(
          'The name of a correlation must be "x-" and lower-case letters, digits or "-".',
        );
      }
      checkedName = name;
    }
    checkCorrelationValue(value);
    return `&${name}=${value}`;
  };
}

/** Parses such a parameter, without its `&`; undefined for anything else. */
export function readCorrelation(parameter: string): Correlation | undefined {
  const end = parameter.indexOf('=');
  const [name, value] = [parameter.slice(0, Math.max(end, 0)), parameter.slice(end + 1)];
  return correlationName.test(name) && correlationValue.test(value) ? { name, value } : undefined;
}

/** Throws `correlation-invalid`. */
export function checkCorrelationValue(value: string): void {
  if (value.length <= 64 && correlationCharacters.test(value)) return;
  throw correlationInvalid('A correlation must be 1 to 64 letters, digits, "_" or "-".');
}

export function correlationInvalid(message: string): SigningError {
  return new SigningError('correlation-invalid', message);
}

/** Throws `upload-invalid` for a size that is not a whole number of bytes, and for an invalid SHA-256. */
export function checkUpload({ size = 0, sha256 }: UploadRequest): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new SigningError('upload-invalid', 'The size must be a whole number of bytes.');
  }
  if (sha256 === undefined || sha256Form.test(sha256)) return;
  throw new SigningError('upload-invalid', 'A SHA-256 is 64 lower-case hexadecimal digits.');
}

export const isHeaderText = (text: string): boolean => headerText.test(text);

/** Throws `header-invalid` unless the text is printable ASCII: a line break would begin another header. */
export function checkHeader(text: string): void {
  if (isHeaderText(text)) return;
  throw new SigningError('header-invalid', 'A header must be printable ASCII: encode other characters.');
}

export function notSupported(message: string): SigningError {
  return new SigningError('not-supported', message);
}

/** For providers that bind URLs to no client. Throws `not-supported`. */
export function checkNoClient({ client }: DownloadRequest): void {
  if (client !== undefined) throw notSupported('This provider binds URLs to no client: omit it.');
}

/**
 * The times of signing and expiry. Throws `lifetime-invalid` for times that are not whole Unix seconds, for an expiry before the signing,
 * and for a lifetime above the provider's limit.
 */
export function windowOf(times: UrlTimes, maxTtlSeconds = Number.MAX_SAFE_INTEGER): UrlWindow {
  const {
    signedAtSeconds = Math.floor(Date.now() / 1000),
    expiresIn = 300,
    expiresAtSeconds = signedAtSeconds + expiresIn,
  } = times;
  if (times.expiresIn !== undefined && times.expiresAtSeconds !== undefined) {
    throw lifetimeInvalid('Give expiresAtSeconds or expiresIn, not both.');
  }
  if (!Number.isSafeInteger(signedAtSeconds) || !Number.isSafeInteger(expiresAtSeconds)) {
    throw lifetimeInvalid('Give times in whole Unix seconds.');
  }
  const lifetime = expiresAtSeconds - signedAtSeconds;
  if (signedAtSeconds >= 0 && lifetime >= 1 && lifetime <= maxTtlSeconds) {
    return { signedAtSeconds, expiresAtSeconds };
  }
  throw lifetimeInvalid(`A URL must live 1 to ${maxTtlSeconds} seconds, not ${lifetime}.`);
}

function lifetimeInvalid(message: string): SigningError {
  return new SigningError('lifetime-invalid', message);
}
