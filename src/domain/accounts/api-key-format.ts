import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Begins every key, so that people and secret scanners recognize it. */
export const apiKeyPrefix = 'lectern_key_';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const [randomLength, checksumLength] = [32, 6];
const pattern = new RegExp(`^${apiKeyPrefix}[0-9A-Za-z]{${randomLength + checksumLength}}$`);

/**
 * A new key: the prefix, 32 random digits of base 62 (190 bits), and their CRC-32 in six more, which tells scanners a key from lookalikes.
 */
export function newApiKey(): string {
  const random = Array.from({ length: randomLength }, () => digits[randomInt(digits.length)]).join('');
  return apiKeyPrefix + random + checksumOf(random);
}

/** Whether a text has the form of a key from `newApiKey`. */
export function isApiKey(text: string): boolean {
  if (!pattern.test(text)) return false;
  const body = text.slice(apiKeyPrefix.length);
  return body.slice(randomLength) === checksumOf(body.slice(0, randomLength));
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let checksum = '';
  while (checksum.length < checksumLength) {
    checksum = digits[rest % digits.length] + checksum;
    rest = Math.floor(rest / digits.length);
  }
  return checksum;
}
