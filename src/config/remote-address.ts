import { isIP } from 'node:net';

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** The host of another machine in an address, or undefined for this machine and for a Unix socket. */
export function otherHost(address: URL): string | undefined {
  const named = address.searchParams.getAll('host').at(-1) || decodeURIComponent(address.hostname);
  const host = named.replace(/^\[(.+)\]$/, '$1');
  return host === '' || host.startsWith('/') || isLoopback(host) ? undefined : host;
}

/**
 * A warning for a PostgreSQL on another machine, unless `pg` verifies that it is the right one. Other values of
 * `sslmode` mean something else in `pg` than in libpq, and will change (README of pg-connection-string).
 */
export function databaseWarnings(databaseUrl: string | undefined): ReadonlyArray<string> {
  const address = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  const host = address && otherHost(address);
  if (!address || !host || address.searchParams.getAll('sslmode').at(-1) === 'verify-full') return [];
  return [
    `DATABASE_URL leads to ${host} without sslmode=verify-full: whoever is between can read and change everything. Add ?sslmode=verify-full, and &sslrootcert=/path/to/ca.crt for a CA of your own`,
  ];
}

/** The same for a Redis, where `rediss://` verifies. */
export function redisWarnings(redisUrl: string | undefined): ReadonlyArray<string> {
  const address = redisUrl === undefined ? null : URL.parse(redisUrl);
  const host = address && otherHost(address);
  if (!address || !host || address.protocol === 'rediss:') return [];
  return [
    `REDIS_URL leads to ${host} without TLS: whoever is between can read its password and lift the limits. Use rediss://`,
  ];
}

/**
 * Whether TLS protects an address, or nothing leaves this machine. Who signs in is decided by what such addresses
 * answer: OpenID Connect Discovery 1.0 §4 and RFC 7515 §4.1.2 demand TLS.
 */
export const isProtected = (address: URL): boolean =>
  address.protocol === 'https:' || otherHost(address) === undefined;

/** What an address that is not protected must be. */
export const protectedAddress =
  'an https address (http is for this machine only; for a private CA, set NODE_EXTRA_CA_CERTS)';
