import type { IncomingMessage } from 'node:http';
import { parseAddress } from 'lectern-signing';
import { LecternError } from './errors.ts';

/** The bytes of an IP address, as `parseAddress` gives them: 4 of IPv4, also if it is mapped into IPv6, or 16 of IPv6. */
export type IpAddress = Uint8Array;

/** The smallest IPv6 allocation of a household or server (RFC 6177 §2): a client with one of its addresses has them all. */
const subnetBits = 64;

/** An address as text: IPv6 by RFC 5952, which is how URLs show it (WHATWG URL §3.5). */
export function formatAddress(address: IpAddress): string {
  if (address.length === 4) return address.join('.');
  const groups = Buffer.from(address).toString('hex').match(/..../g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** The key by which clients are counted: an IPv4 address, or the /64 of an IPv6 address, such as `2001:db8::/64`. */
export function countedAddress(address: IpAddress | undefined): string {
  if (address === undefined) return 'unknown';
  return address.length === 4 ? formatAddress(address) : formatNetwork({ base: address, bits: subnetBits });
}

interface Network {
  readonly base: IpAddress;
  /** Length of the prefix. */
  readonly bits: number;
}

/** A network and the room that it serves, for people. */
export interface NamedNetwork {
  /** In the form of `canonicalNetwork`. */
  readonly network: string;
  readonly room?: string | null;
}

/**
 * Parses an address, or a network with its prefix length (RFC 4632 §3.1, RFC 4291 §2.3), such as `192.0.2.0/24`. Undefined for anything
 * else, also for zones and IPv4-mapped addresses.
 */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', length] = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const base = parseAddress(address);
  if (base === undefined || (base.length === 4 && address.includes(':'))) return undefined;
  const bits = Number(length ?? base.length * 8);
  return bits <= base.length * 8 ? { base, bits } : undefined;
}

/** The bits of a prefix that are in this byte. */
const maskAt = (bits: number, at: number) => (0xff00 >> Math.min(8, Math.max(0, bits - 8 * at))) & 0xff;

const formatNetwork = ({ base, bits }: Network): string =>
  `${formatAddress(base.map((byte, at) => byte & maskAt(bits, at)))}/${bits}`;

/**
 * A network in canonical form: IPv6 by RFC 5952, a single address without its prefix length. Refuses bits after the prefix.
 * @throws LecternError `request-invalid`
 */
export function canonicalNetwork(text: string): string {
  const parsed = parseNetwork(text);
  if (parsed === undefined) {
    throw new LecternError(
      'request-invalid',
      `"${text}" is not a network. Use addresses or networks such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.`,
    );
  }
  const address = formatAddress(parsed.base);
  if (parsed.bits === parsed.base.length * 8) return address;
  const network = formatNetwork(parsed);
  if (network === `${address}/${parsed.bits}`) return network;
  throw new LecternError(
    'request-invalid',
    `"${text}" has bits after its prefix. Use ${network} for the network, or ${address} for this address only.`,
  );
}

/**
 * Whether a client is in one of the networks. No IPv6 network contains an IPv4 address, not even `::/0`.
 * @param address undefined is in no network
 * @param networks in the form of `parseNetwork`; others match no client
 */
export const isInNetworks = (address: IpAddress | undefined, networks: ReadonlyArray<string>): boolean =>
  networks.some((text) => {
    const { base, bits = 0 } = parseNetwork(text) ?? {};
    if (base === undefined || base.length !== address?.length) return false;
    return base.every((byte, at) => ((byte ^ (address[at] ?? 0)) & maskAt(bits, at)) === 0);
  });

/** An address as proxies and logs write it: alone, or with a port, where brackets enclose IPv6 (RFC 3986 §3.2.2). */
export function parseAddressWithPort(text: string): IpAddress | undefined {
  const [, ipv6, ipv4, alone = ''] =
    /^[ \t]*(?:\[(?=[^\]]*:)([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5}|([^ \t]+))[ \t]*$/.exec(text) ?? [];
  return parseAddress(ipv6 ?? ipv4 ?? alone);
}

/**
 * The client of a request behind proxies: the last address that no trusted proxy has, of those that `X-Forwarded-For` lists and the
 * connection itself. Behind what cannot be read, nothing is trusted, so the proxy that forwarded it is the client.
 * @returns undefined if the connection is lost, or a Unix socket
 */
export function clientOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: ReadonlyArray<string>,
): IpAddress | undefined {
  let client = parseAddress(socket.remoteAddress ?? '');
  if (trustedProxies.length === 0) return client;
  const elements = [headers['x-forwarded-for'] ?? []].flat().join().split(',');
  // Empty elements are ignored (RFC 9110 §5.6.1.2).
  for (const element of elements.filter((each) => /[^ \t]/.test(each)).reverse()) {
    const before = isInNetworks(client, trustedProxies) ? parseAddressWithPort(element) : undefined;
    if (before === undefined) break;
    client = before;
  }
  return client;
}
