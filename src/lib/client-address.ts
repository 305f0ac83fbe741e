import { isIP, isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LecternError } from './errors.ts';

/** What a household or a server is given at least (RFC 6177 §2): whoever has one address of it has all of them. */
const subnetBits = 64;

/**
 * What stands for a client wherever clients are counted by address: an IPv4 address as it is, also when it comes as an
 * IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2), and an IPv6 address as its /64, such as `2001:db8::/64`.
 * @param address as a socket or a trusted proxy names it; what is no IP address is returned unchanged
 */
export function countedAddress(address: string): string {
  if (isIPv4(address) || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().fill(0, subnetBits / 8);
  return `${ipaddr.fromByteArray(bytes)}/${subnetBits}`;
}

/**
 * An address, or a network as an address and the number of its bits that count (RFC 4632 §3.1, RFC 4291 §2.3), such as
 * `192.0.2.0/24`. Undefined for anything else.
 */
export function parseNetwork(
  text: string,
): readonly [base: ipaddr.IPv4 | ipaddr.IPv6, bits: number] | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const fits = bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return fits && rest.length === 0 ? [ipaddr.parse(address), Number(bits ?? most)] : undefined;
}

/** A network of IPv4-mapped addresses would have nobody: see `isInNetworks`. @throws LecternError `request-invalid` */
export function assertNetwork(text: string): void {
  const [base] = parseNetwork(text) ?? [];
  const isMapped = base?.kind() === 'ipv6' && base.range() === 'ipv4Mapped';
  if (base && !isMapped) return;
  throw new LecternError(
    'request-invalid',
    `"${text}" is not a network. Use addresses or networks such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.`,
  );
}

/**
 * Whether a client is in one of some networks. An IPv4-mapped IPv6 address is the IPv4 address in it, so no network of
 * IPv6 has it, `::/0` neither.
 * @param address as a socket or a trusted proxy names it; without one, the client is in no network
 * @param networks each as `parseNetwork` reads it; others have nobody
 */
export function isInNetworks(address: string | undefined, networks: ReadonlyArray<string>): boolean {
  if (address === undefined || isIP(address) === 0) return false;
  const client = ipaddr.process(address);
  return networks.some((text) => {
    const [base, bits = 0] = parseNetwork(text) ?? [];
    return base?.kind() === client.kind() && client.match(base, bits);
  });
}
