import { notSupported } from './check-request.ts';
import { SigningError } from './signing-error.ts';

const octets = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * The part of an IP address that identifies a client: an IPv4 address, also one that is mapped into IPv6 (RFC 4291 §2.5.5.2), or the /64
 * of an IPv6 address as 16 hexadecimal digits, because a client has all of its addresses (RFC 6177 §2). Ignores a zone. Undefined for
 * anything else.
 */
export function clientOf(address: string): string | undefined {
  const isIPv4 = octets.test(address);
  const host = URL.parse(`http://${isIPv4 ? address : `[${address.replace(/%.*$/, '')}]`}`)?.hostname;
  if (host === undefined) return undefined;
  if (isIPv4) return host === address ? address : undefined;
  const [start = '', end = ''] = host.slice(1, -1).split('::');
  const [before, after] = [groupsOf(start), groupsOf(end)];
  const zeros = '0000'.repeat(8 - before.length - after.length);
  const digits = before.join('') + zeros + after.join('');
  return digits.startsWith(mapped) ? toIPv4(digits.slice(mapped.length)) : digits.slice(0, 16);
}

const mapped = `${'0'.repeat(20)}ffff`;

const groupsOf = (text: string) =>
  text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));

const toIPv4 = (digits: string) =>
  (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.');

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
