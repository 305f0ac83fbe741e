import { randomUUID } from 'node:crypto';

/** A token as an identity would get it; Azurite reads its claims, but not its signature. */
export function azuriteIdentity() {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    aud: 'https://storage.azure.com',
    iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    nbf: nowSeconds - 60,
    iat: nowSeconds - 60,
    exp: nowSeconds + 3600,
    oid: randomUUID(),
    tid: randomUUID(),
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({})}`;
  return { getToken: async () => ({ token, expiresOnTimestamp: claims.exp * 1000 }) };
}
