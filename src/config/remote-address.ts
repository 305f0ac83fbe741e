import { parseAddress, percentDecode } from 'lectern-signing';
import { isInNetworks } from '../lib/client-address.ts';

const isLoopback = (host: string) =>
  host === 'localhost' || isInNetworks(parseAddress(host), ['127.0.0.0/8', '::1']);

/** The host in an address if it is another machine; undefined for this machine and for Unix sockets. */
export function otherHost(address: URL): string | undefined {
  const named =
    address.searchParams.getAll('host').at(-1) || (percentDecode(address.hostname) ?? address.hostname);
  const host = named.replace(/^\[(.+)\]$/, '$1');
  return host === '' || host.startsWith('/') || isLoopback(host) ? undefined : host;
}

/**
 * A warning for a PostgreSQL on another machine, unless `pg` verifies its certificate. Other values of `sslmode` mean something else in
 * `pg` than in libpq, and will change (README of pg-connection-string).
 */
export function databaseWarnings(databaseUrl: string | undefined): ReadonlyArray<string> {
  const address = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  const host = address && otherHost(address);
  if (!address || !host || address.searchParams.getAll('sslmode').at(-1) === 'verify-full') return [];
  return [
    `DATABASE_URL connects to ${host} without sslmode=verify-full: anyone on the network path can read and change everything. Add ?sslmode=verify-full, and &sslrootcert=/path/to/ca.crt for a private CA`,
  ];
}

/** The same for Redis, where `rediss://` verifies the certificate. */
export function redisWarnings(redisUrl: string | undefined): ReadonlyArray<string> {
  const address = redisUrl === undefined ? null : URL.parse(redisUrl);
  const host = address && otherHost(address);
  if (!address || !host || address.protocol === 'rediss:') return [];
  return [
    `REDIS_URL connects to ${host} without TLS: anyone on the network path can read its password and reset the limits. Use rediss://`,
  ];
}

/**
 * Whether TLS protects an address, or it is on this machine. Responses from such addresses decide who signs in, so OpenID Connect Discovery
 * 1.0 §4 and RFC 7515 §4.1.2 require TLS.
 */
export const isProtected = (address: URL): boolean =>
  address.protocol === 'https:' || otherHost(address) === undefined;

/** Completes "VARIABLE must be …". */
export const protectedAddress =
  'an https address (http is for this machine only; for a private CA, set NODE_EXTRA_CA_CERTS)';
