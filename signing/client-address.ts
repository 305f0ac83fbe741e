import { fromHex, toHex } from './bytes.ts';
import { notSupported } from './check-request.ts';
import { SigningError } from './signing-error.ts';

/** The first 12 bytes of IPv4-mapped addresses (RFC 4291 §2.5.5.2), in hexadecimal. */
const mapped = `${'0'.repeat(20)}ffff`;

/**
 * The bytes of an IP address: 4 of IPv4, also if it is mapped into IPv6, otherwise 16. Ignores a zone. Undefined for anything else, such as
 * numbers with leading zeros, which some read as octal.
 */
export function parseAddress(address: string): Uint8Array | undefined {
  const octets = Uint8Array.from(address.split('.', 5), Number);
  if (octets.length === 4 && octets.join('.') === address) return octets;
  const [, withoutZone = ''] = /^([\da-f:.]+)(?:%[\w.:-]+)?$/i.exec(address) ?? [];
  const host = URL.parse(`http://[${withoutZone}]`)?.hostname;
  if (host === undefined) return undefined;
  const [start = '', end = ''] = host.slice(1, -1).split('::');
  const [before, after] = [groupsOf(start), groupsOf(end)];
  const digits = before.join('') + '0000'.repeat(8 - before.length - after.length) + after.join('');
  return fromHex(digits.startsWith(mapped) ? digits.slice(mapped.length) : digits);
}

const groupsOf = (text: string) =>
  text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));

/**
 * The part of an IP address that identifies a client: an IPv4 address, or the /64 of an IPv6 address as 16 hexadecimal digits, because a
 * client has all of its addresses (RFC 6177 §2). Undefined for anything else.
 */
export function clientOf(address: string): string | undefined {
  const bytes = parseAddress(address);
  return bytes?.length === 4 ? bytes.join('.') : bytes && toHex(bytes.subarray(0, 8));
}

/** `clientOf`, for a client that a URL is bound to; undefined for any client. Throws `client-invalid`. */
export function boundClient(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const client = clientOf(address);
  if (client !== undefined) return client;
  throw new SigningError('client-invalid', 'A client must be an IP address.');
}

/** The same for a provider that binds URLs to IPv4 addresses only. Throws `client-invalid` and `not-supported`. */
export function boundIPv4(address: string | undefined, provider: string): string | undefined {
  const client = boundClient(address);
  if (client === undefined || familyOf(client) === 'ipv4') return client;
  throw notSupported(`${provider} binds URLs to IPv4 addresses only: omit the client.`);
}

/** The family of what `clientOf` returns. */
export const familyOf = (client: string): 'ipv4' | 'ipv6' => (client.includes('.') ? 'ipv4' : 'ipv6');

/** What `clientOf` returns, as an address or a network in CIDR notation. */
export const networkOf = (client: string): string =>
  familyOf(client) === 'ipv4' ? client : `${client.replace(/.{4}/g, '$&:')}:/64`;
