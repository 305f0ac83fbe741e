import { isIP, isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LecternError } from './errors.ts';

/** The smallest IPv6 allocation of a household or server (RFC 6177 §2): a client with one of its addresses has them all. */
const subnetBits = 64;

/**
 * The key by which clients are counted: an IPv4 address unchanged, also from an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2), and an IPv6
 * address as its /64, such as `2001:db8::/64`.
 * @param address from a socket or a trusted proxy; returned unchanged if it is not an IP address
 */
export function countedAddress(address: string): string {
  if (isIPv4(address) || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().fill(0, subnetBits / 8);
  return `${ipaddr.fromByteArray(bytes)}/${subnetBits}`;
}

/** A network and the room that it serves, for people. */
export interface NamedNetwork {
  /** In the form of `canonicalNetwork`. */
  readonly network: string;
  readonly room?: string | null;
}

/**
 * Parses an address, or a network with its prefix length (RFC 4632 §3.1, RFC 4291 §2.3), such as `192.0.2.0/24`. Undefined for anything
 * else.
 */
export function parseNetwork(
  text: string,
): readonly [base: ipaddr.IPv4 | ipaddr.IPv6, bits: number] | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const fits = bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return fits && rest.length === 0 ? [ipaddr.parse(address), Number(bits ?? most)] : undefined;
}

/**
 * A network in canonical form: IPv6 by RFC 5952, a single address without its prefix length. Refuses bits after the prefix, zones, and
 * networks of IPv4-mapped addresses, which no client matches: see `isInNetworks`.
 * @throws LecternError `request-invalid`
 */
export function canonicalNetwork(text: string): string {
  const [base, bits = 0] = parseNetwork(text) ?? [];
  if (!base || text.includes('%') || (base.kind() === 'ipv6' && base.range() === 'ipv4Mapped')) {
    throw new LecternError(
      'request-invalid',
      `"${text}" is not a network. Use addresses or networks such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.`,
    );
  }
  const address = base.toString();
  if (bits === base.toByteArray().length * 8) return address;
  const type = base.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = `${type.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`;
  if (network === `${address}/${bits}`) return network;
  throw new LecternError(
    'request-invalid',
    `"${text}" has bits after its prefix. Use ${network} for the network, or ${address} for this address only.`,
  );
}

/**
 * Whether a client is in one of the networks. An IPv4-mapped IPv6 address counts as its IPv4 address, so no IPv6 network contains it, not
 * even `::/0`.
 * @param address from a socket or a trusted proxy; undefined is in no network
 * @param networks in the form of `parseNetwork`; others match no client
 */
export function isInNetworks(address: string | undefined, networks: ReadonlyArray<string>): boolean {
  if (address === undefined || isIP(address) === 0) return false;
  const client = ipaddr.process(address);
  return networks.some((text) => {
    const [base, bits = 0] = parseNetwork(text) ?? [];
    return base?.kind() === client.kind() && client.match(base, bits);
  });
}

/**
 * The client of a request behind proxies: the last address that no trusted proxy has, of those that `X-Forwarded-For` lists and the
 * connection itself.
 * @param remote address of the connection; undefined if it is lost
 */
export function clientBehind(
  remote: string | undefined,
  forwardedFor: string | ReadonlyArray<string> | undefined,
  trustedProxies: ReadonlyArray<string>,
): string | undefined {
  // Usually there is no proxy, and parsing addresses takes longer than the rest of a small download's record.
  if (forwardedFor === undefined || trustedProxies.length === 0) return remote;
  let client = remote;
  const forwarded = [forwardedFor].flat().join(',').split(',');
  while (forwarded.length > 0 && isInNetworks(client, trustedProxies)) {
    const before = forwarded.pop()?.trim() ?? '';
    if (isIP(before) === 0) break;
    client = before;
  }
  return client;
}
