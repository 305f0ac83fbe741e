import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Proxies whose `X-Forwarded-For` counts. The tests connect from the first. */
export const proxies = ['127.0.0.1', '10.0.0.0/8', '2001:db8:f::/48'] as const;

interface ForwardedHeader {
  /** The values of `X-Forwarded-For`. */
  readonly values: ReadonlyArray<string>;
  readonly client: string;
  /** Where the `realip` module of nginx finds another client, and why. */
  readonly inNginx?: readonly [client: string, why: string];
}

const header = (
  values: string | ReadonlyArray<string>,
  client: string,
  inNginx?: readonly [string, string],
): ForwardedHeader => ({ values: [values].flat(), client, ...(inNginx && { inNginx }) });

/** An element that cannot be read ends the search, with the last proxy as the client. */
const unread = (value: string, inNginx?: readonly [string, string]) => header(value, '127.0.0.1', inNginx);

/** Headers and the clients that they name: as in nginx with `real_ip_recursive`, with its empty elements and ports. */
export const forwardedHeaders: ReadonlyArray<ForwardedHeader> = [
  header([], '127.0.0.1'),
  header('', '127.0.0.1'),
  header(',', '127.0.0.1'),
  header('192.0.2.7', '192.0.2.7'),
  header('0.0.0.0', '0.0.0.0'),
  header('2001:DB8:0::0007', '2001:db8::7'),
  header('192.0.2.8, 192.0.2.7', '192.0.2.7'),
  header('192.0.2.7, 10.0.0.1', '192.0.2.7'),
  header('192.0.2.7,10.0.0.1,10.255.255.255', '192.0.2.7'),
  header('192.0.2.7, 2001:db8:f::1', '192.0.2.7'),
  header('192.0.2.7, 2001:db8:e::1', '2001:db8:e::1'),
  header('10.0.0.2, 10.0.0.1', '10.0.0.2'),
  header(`192.0.2.7${', 10.0.0.1'.repeat(400)}`, '192.0.2.7'),
  header(['192.0.2.7', '10.0.0.1'], '192.0.2.7'),
  header(['192.0.2.7', ''], '192.0.2.7', ['127.0.0.1', 'it stops at an empty header']),
  // RFC 9110 §5.6.1.2: empty elements are ignored.
  header('192.0.2.7,', '192.0.2.7'),
  header(',192.0.2.7', '192.0.2.7', ['127.0.0.1', 'it stops at a comma in front']),
  header('192.0.2.7, , ,10.0.0.1 , ', '192.0.2.7'),
  header('\t192.0.2.7\t,\t10.0.0.1', '192.0.2.7', ['127.0.0.1', 'it knows no tabs']),
  // Ports, as some balancers add them.
  header('192.0.2.7:4711', '192.0.2.7'),
  header('[2001:db8::7]:4711', '2001:db8::7'),
  header('[2001:db8::7]', '2001:db8::7', ['127.0.0.1', 'it knows brackets only with a port']),
  header('192.0.2.7, 10.0.0.1:80', '192.0.2.7'),
  unread('192.0.2.7:'),
  unread('192.0.2.7:http'),
  unread('[192.0.2.7]'),
  unread('[2001:db8::7'),
  unread('[2001:db8::7]80'),
  // RFC 4291 §2.5.5: only a mapped address is one of IPv4.
  header('::ffff:192.0.2.7', '192.0.2.7', ['::ffff:192.0.2.7', 'it keeps the notation']),
  header('::FFFF:C000:207', '192.0.2.7', ['::ffff:192.0.2.7', 'it keeps the notation']),
  header('192.0.2.7, ::ffff:10.0.0.1', '192.0.2.7'),
  header('::192.0.2.9', '::c000:209', ['::192.0.2.9', 'it keeps the notation']),
  header('192.0.2.7, ::10.0.0.1', '::a00:1', ['::10.0.0.1', 'it keeps the notation']),
  header('192.0.2.7, unknown, 10.0.0.1', '10.0.0.1'),
  unread('unknown'),
  unread('_hidden'),
  unread('192.0.2.7, unknown'),
  unread('"192.0.2.7"'),
  unread('for=192.0.2.7'),
  unread('192.0.2.7;192.0.2.8'),
  unread('192.0.2.7 192.0.2.8', ['192.0.2.8', 'it takes blanks for commas']),
  unread('192.0.2.7/32'),
  unread('192.0.2.256'),
  unread('192.0.2'),
  unread('192.0.2.7.'),
  unread('192.0.2.007', ['192.0.2.7', 'it reads zeros as decimal, others as octal']),
  unread('0xc0.0.2.7'),
  unread('3221225991'),
  unread('192.0.2.7\u00e9'),
  unread('\u00a0192.0.2.7'),
  unread('2001:db8::7::1'),
  unread('1:2:3:4:5:6:7:8:9'),
  unread(':::'),
  unread('::1]:80/['),
  unread('example.org'),
  unread('1'.repeat(5000)),
  header('fe80::7%eth0', 'fe80::7', ['127.0.0.1', 'it knows no zones']),
];

/** The body of a reply to a GET with such a header. */
export async function getForwarded(
  url: string,
  values: ReadonlyArray<string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const asked = request(url, { headers: { ...headers, 'X-Forwarded-For': [...values] }, agent: false });
  asked.end();
  const [reply]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  return text(reply);
}
