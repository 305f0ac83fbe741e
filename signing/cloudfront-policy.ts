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

const customTimes =
  /"DateLessThan":\{"AWS:EpochTime":([1-9]\d{0,14})\},"DateGreaterThan":\{"AWS:EpochTime":(\d{1,15})\}/;

/** The expiry in a custom policy, in Unix seconds; undefined unless it is one for exactly this resource. */
export function expiryOfCustomPolicy(policy: string, resource: string): number | undefined {
  const [, expires, signedAt] = customTimes.exec(policy)?.map(Number) ?? [];
  if (expires === undefined || signedAt === undefined) return undefined;
  return customPolicy(resource, signedAt, expires) === policy ? expires : undefined;
}

const toUrl: Readonly<Record<string, string>> = { '+': '-', '=': '_', '/': '~' };
const fromUrl: Readonly<Record<string, string>> = { '-': '+', _: '=', '~': '/' };

/** Base64 with the characters that CloudFront takes in a query. */
export function encodeBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/[+=/]/g, (character) => toUrl[character] ?? '');
}

/** Undefined for what `encodeBase64` does not write. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(
    text.replace(/[-_~]/g, (character) => fromUrl[character] ?? ''),
    'base64',
  );
  return encodeBase64(bytes) === text ? bytes : undefined;
}
