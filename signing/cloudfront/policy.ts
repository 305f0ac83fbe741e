import { fromBase64, toBase64, utf8 } from '../bytes.ts';

/**
 * The policies that CloudFront signs: CloudFront Developer Guide, "Create a signed URL using a canned policy" and "Create a signed URL
 * using a custom policy". Without white space, because CloudFront reconstructs the canned one from the URL; a percent-encoded resource
 * needs no JSON escapes.
 */
export function cannedPolicy(resource: string, expiresAtSeconds: number): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}}}}]}`;
}

/** What a custom policy allows, for one resource. Without a start and a client, the canned policy is shorter. */
export interface CustomPolicy {
  readonly expiresAtSeconds: number;
  readonly signedAtSeconds?: number | undefined;
  /** An IPv4 address. */
  readonly client?: string | undefined;
}

export function customPolicy(
  resource: string,
  { expiresAtSeconds, signedAtSeconds, client }: CustomPolicy,
): string {
  const start =
    signedAtSeconds === undefined ? '' : `,"DateGreaterThan":{"AWS:EpochTime":${signedAtSeconds}}`;
  const address = client === undefined ? '' : `,"IpAddress":{"AWS:SourceIp":"${client}/32"}`;
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expiresAtSeconds}}${start}${address}}}]}`;
}

const conditions =
  /"DateLessThan":\{"AWS:EpochTime":(\d{1,15})\}(?:,"DateGreaterThan":\{"AWS:EpochTime":(\d{1,15})\})?(?:,"IpAddress":\{"AWS:SourceIp":"([\d.]{7,15})\/32"\})?\}\}\]\}$/;

/** Parses a custom policy. To verify it, write it again and compare. */
export function readCustomPolicy(policy: string): CustomPolicy | undefined {
  const [, expires, signedAt, client] = conditions.exec(policy) ?? [];
  if (expires === undefined) return undefined;
  return {
    expiresAtSeconds: Number(expires),
    signedAtSeconds: signedAt === undefined ? undefined : Number(signedAt),
    client,
  };
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
