import { fromBase64, toBase64, utf8 } from '../bytes.ts';

/**
 * The policies that CloudFront signs: CloudFront Developer Guide, "Create a signed URL using a canned policy"
 * and "Create a signed URL using a custom policy". Without white space, as CloudFront writes the canned one
 * anew from the URL; a percent-encoded resource needs no escapes of JSON.
 */
export function cannedPolicy(resource: string, expiresAtSeconds: number): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}}}}]}`;
}

export function customPolicy(resource: string, signedAtSeconds: number, expiresAtSeconds: number): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}},"DateGreaterThan":{"AWS:EpochTime":${signedAtSeconds}}}}]}`;
}

/** The times in a custom policy, in Unix seconds; whether it is one of ours shows when it is written again. */
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

/** Base64, to the characters that CloudFront takes in a query. */
export const base64ForUrl = (base64: string): string =>
  base64.replace(/[+=/]/g, (character) => toUrl[character] ?? '');

export const encodePolicy = (policy: string): string => base64ForUrl(toBase64(utf8(policy)));

/** Undefined for what is no base64. */
export function decodePolicy(text: string): string | undefined {
  try {
    return new TextDecoder().decode(
      fromBase64(text.replace(/[-_~]/g, (character) => fromUrl[character] ?? '')),
    );
  } catch {
    return undefined;
  }
}
