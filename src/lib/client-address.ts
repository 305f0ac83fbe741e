import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

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
