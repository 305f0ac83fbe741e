import { fromBase64, toBase64, utf8 } from '../bytes.ts';

/**
 * The policies that CloudFront signs: CloudFront Developer Guide, "Create a signed URL using a canned policy" and "Create a signed URL
 * using a custom policy". Without white space, because CloudFront reconstructs the canned one from the URL; a percent-encoded resource
 * needs no JSON escapes.
 */
export function cannedPolicy(resource: string, expiresAtSeconds: number): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}}}}]}`;
}

export function customPolicy(resource: string, signedAtSeconds: number, expiresAtSeconds: number): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}},"DateGreaterThan":{"AWS:EpochTime":${signedAtSeconds}}}}]}`;
}

/** The times in a custom policy, in Unix seconds. To verify the policy, write it again and compare. */
export function timesOfCustomPolicy(
  policy: string,
): readonly [expires: number, signedAt: number] | undefined {
  const match =
    /"DateLessThan":\{"AWS:EpochTime":(\d{1,15})\},"DateGreaterThan":\{"AWS:EpochTime":(\d{1,15})\}/.exec(
      policy,
    );
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

const toUrl: Readonly<Record<string, string>> = { '+': '-', '=': '_', '/': '~' };
const fromUrl: Readonly<Record<string, string>> = { '-': '+', _: '=', '~': '/' };

/** Replaces the characters of base64 that CloudFront does not accept in a query. */
export const base64ForUrl = (base64: string): string =>
  base64.replace(/[+=/]/g, (character) => toUrl[character] ?? '');

export const encodePolicy = (policy: string): string => base64ForUrl(toBase64(utf8(policy)));

/** Undefined if it is not base64. */
export function decodePolicy(text: string): string | undefined {
  try {
    return new TextDecoder().decode(
      fromBase64(text.replace(/[-_~]/g, (character) => fromUrl[character] ?? '')),
    );
  } catch {
    return undefined;
  }
}
