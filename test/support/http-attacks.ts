/** Whether a request must get its 200, must get a refusal, or whether RFC 9112 and RFC 9110 leave the choice. */
export type Answer = 'served' | 'refused' | 'either';

/** Bytes on one connection. They end in a request that closes it, unless they make the server close it. */
export interface HttpAttack {
  readonly title: string;
  /** @param target of a GET that is answered with 200 */
  readonly bytes: (target: string) => string;
  /** One for each request; further bytes are in the body of one, or come after one that closes the connection. */
  readonly expected: ReadonlyArray<Answer>;
}

/** A request in the body of another one, which must not run; its text occurs in no other reply. */
const hidden = (target: string) => `GET ${target} HTTP/1.1\r\nHost: hidden\r\nConnection: close\r\n\r\n`;

const attack = (
  title: string,
  expected: Answer | ReadonlyArray<Answer>,
  bytes: (target: string) => string,
): HttpAttack => ({ title, expected: [expected].flat(), bytes });

/** A GET with these lines below its Host, and what follows its head. */
const getWith = (
  title: string,
  expected: Answer,
  lines: string,
  after: string | ((target: string) => string) = '',
) =>
  attack(title, expected, (target) => {
    const rest = typeof after === 'string' ? after : after(target);
    return `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: SECRET\r\n${lines}\r\n\r\n${rest}`;
  });

const chunked = 'Transfer-Encoding: chunked';
const zeroThenHidden = (target: string) => `0\r\n\r\n${hidden(target)}`;

/** Conflicting lengths of a body: RFC 9112 §6.1 and §6.3. */
export const framingAttacks: ReadonlyArray<HttpAttack> = [
  getWith('a length and chunks (CL.TE)', 'refused', `Content-Length: 5\r\n${chunked}`, zeroThenHidden),
  getWith('chunks and a length (TE.CL)', 'refused', `${chunked}\r\nContent-Length: 5`, zeroThenHidden),
  ...[
    'xchunked',
    'chunked, identity',
    'chunked, gzip',
    'gzip',
    'identity',
    '"chunked"',
    'chunked;q=1',
    'chunked\x00',
    '\x0bchunked',
    'ch\runked',
    'chunked\r\nTransfer-Encoding: identity',
    'chunked\r\nTransfer-Encoding: xchunked',
    'chunked\r\nTransfer-Encoding: chunked',
    '',
    'chunked,',
  ].map((coding) =>
    getWith(
      `the coding ${JSON.stringify(coding)}`,
      'refused',
      `Transfer-Encoding: ${coding}`,
      zeroThenHidden,
    ),
  ),
  ...['x\r\nTransfer-Encoding: chunked', 'identity, chunked', ',chunked'].map((coding) =>
    getWith(
      `the coding ${JSON.stringify(coding)}`,
      'either', // chunked comes last, so where the body ends is clear
      `Transfer-Encoding: ${coding}`,
      zeroThenHidden,
    ),
  ),
  ...[
    'Transfer-Encoding : chunked',
    'Transfer-Encoding\t: chunked',
    ' Transfer-Encoding: chunked',
    'X: y\rTransfer-Encoding: chunked',
    'Transfer-Encoding\r\n : chunked',
    'Transfer-Encoding:\r\n chunked',
    'Transfer-Encoding\x00: chunked',
  ].map((line) => getWith(`the line ${JSON.stringify(line)}`, 'refused', line, zeroThenHidden)),
  ...['X: y\nTransfer-Encoding: chunked', 'Transfer\xadEncoding: chunked'].map((line) =>
    getWith(`the line ${JSON.stringify(line)}`, 'either', line, zeroThenHidden),
  ),
  ...[
    '5\r\nContent-Length: 6',
    '5, 6',
    '+5',
    '-5',
    '0x5',
    '5 5',
    '5;',
    '5.0',
    '1e1',
    '',
    'five',
    '\u0665',
    '5\x00',
    '9'.repeat(30),
    '18446744073709551621',
    '-0',
  ].map((length) =>
    getWith(
      `the length ${JSON.stringify(length.slice(0, 30))}`,
      'refused',
      `Content-Length: ${length}`,
      (target) => `12345${hidden(target)}`,
    ),
  ),
  ...['5\r\nContent-Length: 5', '5, 5', '05'].map((length) =>
    getWith(
      `the length ${JSON.stringify(length)}`,
      'either',
      `Content-Length: ${length}`,
      (target) => `12345${hidden(target)}`,
    ),
  ),
  ...['Content-Length : 5', 'Content-Length\t: 5', ' Content-Length: 5', 'Content-Length:\r\n 5'].map(
    (line) =>
      getWith(`the line ${JSON.stringify(line)}`, 'refused', line, (target) => `12345${hidden(target)}`),
  ),
  ...[
    '0x5\r\n12345\r\n0\r\n\r\n',
    '-5\r\n12345\r\n0\r\n\r\n',
    '+5\r\n12345\r\n0\r\n\r\n',
    'g\r\n12345\r\n0\r\n\r\n',
    '\r\n12345\r\n0\r\n\r\n',
    '5\n12345\n0\n\n',
    '5\r\n1234567\r\n0\r\n\r\n',
    '5\r\n12345',
    'fffffffffffffffff\r\n12345\r\n0\r\n\r\n',
    `${'0'.repeat(20_000)}5\r\n12345\r\n0\r\n\r\n`,
    `5;${'x'.repeat(40_000)}\r\n12345\r\n0\r\n\r\n`,
    '5;a\nb\r\n12345\r\n0\r\n\r\n',
    '5;a\rb\r\n12345\r\n0\r\n\r\n',
    '5 \r\n12345\r\n0\r\n\r\n',
    '0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n',
    '0\r\nX: y\r\n\r\n',
    '5;name=value\r\n12345\r\n0\r\n\r\n',
  ].map((body) =>
    getWith(
      `the chunks ${JSON.stringify(body.slice(0, 30))}`,
      'either',
      chunked,
      (target) => body + hidden(target),
    ),
  ),
];

/** RFC 9112 §2.2, §3 and §5; RFC 9110 §5 and §7.2. */
export const messageAttacks: ReadonlyArray<HttpAttack> = [
  ...[
    'X y: z',
    ': y',
    ' X: y',
    'X\x00: y',
    'X: y\x00z',
    'X: y\rz',
    'X: y\r\n folded',
    'X: y\r\n\tfolded',
  ].map((line) => getWith(`the line ${JSON.stringify(line)}`, 'refused', line)),
  // A recipient may keep or drop what cannot be confused with anything else (RFC 9110 §5.5).
  ...['X', 'X\xe9: y', 'X(y): z', 'X: \x01', 'X: \x7f'].map((line) =>
    getWith(`the line ${JSON.stringify(line)}`, 'either', line),
  ),
  getWith('a value with bytes beyond ASCII (obs-text)', 'served', 'X: \xe9\xff'),
  attack('no Host in HTTP/1.1', 'refused', (target) => `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`),
  attack('no Host in HTTP/1.0', 'served', (target) => `GET ${target} HTTP/1.0\r\n\r\n`),
  attack('a Host in HTTP/1.0', 'served', (target) => `GET ${target} HTTP/1.0\r\nHost: x\r\n\r\n`),
  attack(
    'another Host',
    'served',
    (target) => `GET ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
  ),
  ...['x\r\nHost: y', 'x\r\nHost: x', 'x\r\nhost: x', 'a b', 'a/b'].map((host) =>
    attack(
      `the Host ${JSON.stringify(host)}`,
      'refused',
      (target) => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ),
  ),
  ...['', 'user@a', 'a,b', 'a\\b', 'a:99999', '[::1]', '*', 'a..b', '%41'].map((host) =>
    attack(
      `the Host ${JSON.stringify(host)}`,
      'either',
      (target) => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ),
  ),
  ...[
    'HTTP/1.1.1',
    'HTTP/2.0',
    'HTTP/3.0',
    'HTTP/0.9',
    'HTTP/11',
    'http/1.1',
    'HTTP/1.',
    'HTTP /1.1',
    'HTTPS/1.1',
    'HTTP/01.1',
    'HTTP/-1.1',
    'ICE/1.0',
  ].map((version) =>
    attack(
      `the version ${JSON.stringify(version)}`,
      'refused',
      (target) => `GET ${target} ${version}\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ),
  ),
  attack('HTTP/0.9', 'refused', (target) => `GET ${target}\r\n\r\n`),
  attack('the preface of HTTP/2', 'refused', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  attack('a greeting of TLS', 'refused', () =>
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(600, '\x00'),
  ),
  attack(
    'line ends without CR',
    'either',
    (target) => `GET ${target} HTTP/1.1\nHost: x\nConnection: close\n\n`,
  ),
  attack(
    'line ends without LF',
    'refused',
    (target) => `GET ${target} HTTP/1.1\rHost: x\rConnection: close\r\r\n\r\n`,
  ),
  attack('an empty line before', 'served', (target) => `\r\n${hidden(target)}`),
  attack('a thousand empty lines before', 'either', (target) => `${'\r\n'.repeat(1000)}${hidden(target)}`),
  attack('a blank before the method', 'refused', (target) => ` ${hidden(target)}`),
  attack(
    'two blanks',
    'either',
    (target) => `GET  ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack('a tab', 'refused', (target) => `GET\t${target}\tHTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
  attack('no target', 'refused', () => 'GET HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
  attack(
    'a NUL after the target',
    'refused',
    (target) => `GET ${target}\x00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'the absolute form',
    'served',
    (target) => `GET http://x${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'the absolute form of https, with another host',
    'served',
    (target) => `GET HTTPS://evil.example:443${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'the authority form',
    'refused',
    () => 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n',
  ),
  attack('CONNECT with a path', 'refused', (target) => `CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`),
  attack('the asterisk form', 'refused', () => 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
  attack(
    'the asterisk form of OPTIONS',
    'either',
    () => 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  ),
  attack(
    'an unknown method',
    'refused',
    (target) => `BREW ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack('TRACE', 'refused', (target) => `TRACE ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
  getWith(
    'an upgrade to HTTP/2',
    'served',
    'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings',
  ),
  getWith(
    'an upgrade to a web socket',
    'served',
    'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ),
  getWith('an unknown expectation', 'either', 'Expect: 200-ok'),
  getWith('`Expect: 100-continue` without a body', 'either', 'Expect: 100-continue'),
];

/** Limits of size and number. */
export const sizeAttacks: ReadonlyArray<HttpAttack> = [
  attack(
    'a request line of 100 kB',
    'refused',
    () => `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'ten thousand parameters',
    'refused',
    () => `GET /?${'a=1&'.repeat(10_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'three thousand parameters',
    'refused',
    () => `GET /none?${'a&'.repeat(3000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  attack(
    'a method of 10 kB',
    'refused',
    (target) => `${'G'.repeat(10_000)} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ),
  getWith('a header of 100 kB', 'refused', `X: ${'y'.repeat(100_000)}`),
  getWith('a name of 100 kB', 'refused', `${'y'.repeat(100_000)}: y`),
  getWith(
    'five thousand headers',
    'either',
    Array.from({ length: 5000 }, (_, at) => `X${at}: y`).join('\r\n'),
  ),
  getWith('a thousand short headers', 'either', Array.from({ length: 1000 }, () => 'a: b').join('\r\n')),
];

const keep = (target: string) => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** Several requests at once, RFC 9112 §9.3.2. */
export const pipelines: ReadonlyArray<HttpAttack> = [
  attack(
    'three valid requests',
    ['served', 'served', 'served'],
    (target) => keep(target) + keep(target) + hidden(target),
  ),
  attack(
    'two valid requests and no HTTP',
    ['served', 'served', 'refused'],
    (target) => `${keep(target)}${keep(target)}nonsense\r\n\r\n${hidden(target)}`,
  ),
  attack(
    'a valid request, and one with two lengths',
    ['served', 'refused'],
    (target) =>
      `${keep(target)}GET ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n${chunked}\r\n\r\n${zeroThenHidden(target)}`,
  ),
  attack(
    'nothing after `Connection: close`',
    ['served'],
    (target) => hidden(target) + hidden(target) + hidden(target),
  ),
];

/** A request of a mixture: whether it is served, and whether it ends the connection. */
export interface MixedRequest {
  readonly expected: 'served' | 'refused';
  readonly isLast: boolean;
  readonly bytes: (target: string) => string;
}

const unsigned = '/documents/none?x=1';

/** The requests of mixtures; none of them depends on what the server has read when it answers. */
export const mixedRequests: ReadonlyArray<MixedRequest> = [
  { expected: 'served', isLast: false, bytes: keep },
  { expected: 'served', isLast: false, bytes: (target) => `\r\n${keep(target)}` },
  { expected: 'refused', isLast: false, bytes: () => keep(unsigned) },
  { expected: 'refused', isLast: false, bytes: () => keep(`${unsigned}${'x'.repeat(3000)}`) },
  { expected: 'served', isLast: true, bytes: hidden },
  { expected: 'refused', isLast: true, bytes: () => hidden(unsigned) },
  { expected: 'refused', isLast: true, bytes: () => 'no request\r\n\r\n' },
  { expected: 'refused', isLast: true, bytes: (target) => keep(target).replace('Host', 'Ho st') },
  {
    expected: 'refused',
    isLast: true,
    bytes: (target) => keep(target).replace('\r\n\r\n', '\r\nHost: y\r\n\r\n'),
  },
];
