import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { parseAddress } from 'lectern-signing';
import { isInNetworks } from '../../lib/client-address.ts';
import { LecternError } from '../../lib/errors.ts';

/** The special-purpose IPv4 registry of IANA (RFC 6890), multicast and reserved addresses. */
const specialIpv4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
];
/** Global unicast, and what the registry excludes from it: Teredo and others, documentation, 6to4. */
const globalIpv6 = ['2000::/3'];
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Thrown instead of a connection. */
class RefusedAddress extends Error {}

export interface TargetRules {
  /** Networks that are meant, from the settings. */
  readonly networks: ReadonlyArray<string>;
  /** Of Lectern itself. */
  readonly ownHosts: ReadonlyArray<string>;
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.+)\]$/, '$1').replace(/\.$/, '');

/** Whether the operator meant this address. */
const isMeant = (address: string, { networks }: TargetRules) => isInNetworks(parseAddress(address), networks);

/** Whether anyone on the internet has this address, except this machine. */
function isPublic(text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined || isInNetworks(address, [...specialIpv4, ...specialIpv6])) return false;
  if (address.length === 16 && !isInNetworks(address, globalIpv6)) return false;
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return !own.some((each) => isInNetworks(address, [each.address.split('%')[0] ?? '']));
}

/**
 * Checks what can be known before the name is resolved.
 * @throws LecternError `request-invalid`
 */
export function parseTarget(text: string, rules: TargetRules): URL {
  const url = URL.parse(text);
  const refuse = (advice: string) => {
    throw new LecternError('request-invalid', `"url" cannot be called. ${advice}`);
  };
  if (!url || !/^https?:$/.test(url.protocol)) return refuse('Use an https address.');
  if (url.username || url.password || url.hash) return refuse('Leave out user name, password and fragment.');
  const host = hostOf(url);
  const isAddress = parseAddress(host) !== undefined;
  if (isAddress && isMeant(host, rules)) return url;
  if (url.protocol === 'http:' && (isAddress || rules.networks.length === 0)) {
    return refuse('Use an https address; plain http is for networks in LECTERN_WEBHOOK_NETWORKS only.');
  }
  if (host === 'localhost' || host.endsWith('.localhost') || (isAddress && !isPublic(host))) {
    return refuse('Its address is private. The operator can allow it with LECTERN_WEBHOOK_NETWORKS.');
  }
  if (rules.ownHosts.includes(host)) return refuse('It belongs to this server.');
  return url;
}

/**
 * Resolves names for connections, and refuses a name if any of its addresses is refused. The connection uses the addresses that were
 * checked, so another answer of the name server changes nothing.
 */
export const createLookup =
  (url: URL, rules: TargetRules): LookupFunction =>
  (hostname, { all }, done) => {
    resolve(hostname, { all: true }, (error, addresses = []) => {
      const refused = addresses.find(({ address }) => !isAllowed(address, url, rules));
      const failure = error ?? (refused ? refusal(refused.address, url) : null);
      const [{ address, family } = { address: '', family: 4 }] = addresses;
      if (all) done(failure, addresses);
      else done(failure, address, family);
    });
  };

const isAllowed = (address: string, url: URL, rules: TargetRules) =>
  isMeant(address, rules) || (url.protocol === 'https:' && isPublic(address));

const refusal = (address: string, { protocol }: URL) =>
  new RefusedAddress(
    isPublic(address)
      ? `${address} needs https, not ${protocol}`
      : `${address} is private; LECTERN_WEBHOOK_NETWORKS can allow it`,
  );

/** The same for hosts that are addresses, which nothing resolves. @throws RefusedAddress */
export function assertTarget(url: URL, rules: TargetRules): void {
  const host = hostOf(url);
  if (rules.ownHosts.includes(host) && !isMeant(host, rules)) {
    throw new RefusedAddress('the address belongs to this server');
  }
  if (parseAddress(host) !== undefined && !isAllowed(host, url, rules)) throw refusal(host, url);
}
