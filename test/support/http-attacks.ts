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

/** Texts of requests have TARGET instead of a target. */
const attack = (title: string, expected: Answer | ReadonlyArray<Answer>, text: string): HttpAttack => ({
  title,
  expected: [expected].flat(),
  bytes: (target) => text.replaceAll('TARGET', target),
});

const end = 'Connection: close\r\n\r\n';
const close = `Host: x\r\n${end}`;
/** A request in the body of another one, which must not run; its text occurs in no other reply. */
const hidden = `GET TARGET HTTP/1.1\r\nHost: hidden\r\n${end}`;
const chunked = 'Transfer-Encoding: chunked';
const zeroThenHidden = `0\r\n\r\n${hidden}`;
const shown = (text: string) => JSON.stringify(text.slice(0, 30));

/** The usual request with another request line. */
const line = (title: string, expected: Answer, text: string) =>
  attack(title, expected, `${text}\r\n${close}`);

/** A GET with these lines below its Host, and what follows its head. */
const getWith = (title: string, expected: Answer, lines: string, after = '') =>
  attack(
    title,
    expected,
    `GET TARGET HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: SECRET\r\n${lines}\r\n\r\n${after}`,
  );

const linesWith = (expected: Answer, lines: ReadonlyArray<string>, after = '') =>
  lines.map((each) => getWith(`the line ${JSON.stringify(each)}`, expected, each, after));

const codings = (expected: Answer, values: ReadonlyArray<string>) =>
  values.map((coding) =>
    getWith(`the coding ${JSON.stringify(coding)}`, expected, `Transfer-Encoding: ${coding}`, zeroThenHidden),
  );

const lengths = (expected: Answer, values: ReadonlyArray<string>) =>
  values.map((length) =>
    getWith(`the length ${shown(length)}`, expected, `Content-Length: ${length}`, `12345${hidden}`),
  );

const hosts = (expected: Answer, values: ReadonlyArray<string>) =>
  values.map((host) =>
    attack(`the Host ${JSON.stringify(host)}`, expected, `GET TARGET HTTP/1.1\r\nHost: ${host}\r\n${end}`),
  );

/** Conflicting lengths of a body: RFC 9112 §6.1 and §6.3. */
export const framingAttacks: ReadonlyArray<HttpAttack> = [
  getWith('a length and chunks (CL.TE)', 'refused', `Content-Length: 5\r\n${chunked}`, zeroThenHidden),
  getWith('chunks and a length (TE.CL)', 'refused', `${chunked}\r\nContent-Length: 5`, zeroThenHidden),
  ...codings('refused', ['xchunked', 'chunked, identity', 'chunked, gzip', 'gzip', 'identity', '"chunked"']),
  ...codings('refused', ['chunked;q=1', 'chunked\x00', '\x0bchunked', 'ch\runked', '', 'chunked,']),
  ...codings(
    'refused',
    ['identity', 'xchunked', 'chunked'].map((second) => `chunked\r\nTransfer-Encoding: ${second}`),
  ),
  // chunked comes last, so where the body ends is clear
  ...codings('either', ['x\r\nTransfer-Encoding: chunked', 'identity, chunked', ',chunked']),
  ...linesWith(
    'refused',
    [
      'Transfer-Encoding : chunked',
      'Transfer-Encoding\t: chunked',
      ' Transfer-Encoding: chunked',
      'X: y\rTransfer-Encoding: chunked',
      'Transfer-Encoding\r\n : chunked',
      'Transfer-Encoding:\r\n chunked',
      'Transfer-Encoding\x00: chunked',
    ],
    zeroThenHidden,
  ),
  ...linesWith(
    'either',
    ['X: y\nTransfer-Encoding: chunked', 'Transfer\xadEncoding: chunked'],
    zeroThenHidden,
  ),
  ...lengths('refused', ['5\r\nContent-Length: 6', '5, 6', '+5', '-5', '0x5', '5 5', '5;', '5.0', '1e1']),
  ...lengths('refused', ['', 'five', '\u0665', '5\x00', '9'.repeat(30), '18446744073709551621', '-0']),
  ...lengths('either', ['5\r\nContent-Length: 5', '5, 5', '05']),
  ...linesWith(
    'refused',
    ['Content-Length : 5', 'Content-Length\t: 5', ' Content-Length: 5', 'Content-Length:\r\n 5'],
    `12345${hidden}`,
  ),
  ...[
    ...['0x5', '-5', '+5', 'g', '', 'fffffffffffffffff', '5;a\nb', '5;a\rb', '5 ', '5;name=value'],
    ...[`${'0'.repeat(20_000)}5`, `5;${'x'.repeat(40_000)}`],
  ]
    .map((size) => `${size}\r\n12345\r\n0\r\n\r\n`)
    .concat(
      ...['5\n12345\n0\n\n', '5\r\n1234567\r\n0\r\n\r\n', '5\r\n12345', '0\r\nX: y\r\n\r\n'],
      '0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n',
    )
    .map((body) => getWith(`the chunks ${shown(body)}`, 'either', chunked, body + hidden)),
];

/** RFC 9112 §2.2, §3 and §5; RFC 9110 §5 and §7.2. */
export const messageAttacks: ReadonlyArray<HttpAttack> = [
  ...linesWith('refused', ['X y: z', ': y', ' X: y', 'X\x00: y', 'X: y\x00z', 'X: y\rz']),
  ...linesWith('refused', ['X: y\r\n folded', 'X: y\r\n\tfolded']),
  // A recipient may keep or drop what cannot be confused with anything else (RFC 9110 §5.5).
  ...linesWith('either', ['X', 'X\xe9: y', 'X(y): z', 'X: \x01', 'X: \x7f']),
  getWith('a value with bytes beyond ASCII (obs-text)', 'served', 'X: \xe9\xff'),
  attack('no Host in HTTP/1.1', 'refused', `GET TARGET HTTP/1.1\r\n${end}`),
  attack('no Host in HTTP/1.0', 'served', 'GET TARGET HTTP/1.0\r\n\r\n'),
  attack('a Host in HTTP/1.0', 'served', 'GET TARGET HTTP/1.0\r\nHost: x\r\n\r\n'),
  ...hosts('served', ['evil.example']),
  ...hosts('refused', ['x\r\nHost: y', 'x\r\nHost: x', 'x\r\nhost: x', 'a b', 'a/b']),
  ...hosts('either', ['', 'user@a', 'a,b', 'a\\b', 'a:99999', '[::1]', '*', 'a..b', '%41']),
  ...[
    ...['HTTP/1.1.1', 'HTTP/2.0', 'HTTP/3.0', 'HTTP/0.9', 'HTTP/11', 'http/1.1', 'HTTP/1.'],
    ...['HTTP /1.1', 'HTTPS/1.1', 'HTTP/01.1', 'HTTP/-1.1', 'ICE/1.0'],
  ].map((version) => line(`the version ${JSON.stringify(version)}`, 'refused', `GET TARGET ${version}`)),
  attack('HTTP/0.9', 'refused', 'GET TARGET\r\n\r\n'),
  attack('the preface of HTTP/2', 'refused', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  attack('a greeting of TLS', 'refused', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(600, '\x00')),
  attack('line ends without CR', 'either', 'GET TARGET HTTP/1.1\nHost: x\nConnection: close\n\n'),
  attack('line ends without LF', 'refused', 'GET TARGET HTTP/1.1\rHost: x\rConnection: close\r\r\n\r\n'),
  attack('an empty line before', 'served', `\r\n${hidden}`),
  attack('a thousand empty lines before', 'either', `${'\r\n'.repeat(1000)}${hidden}`),
  attack('a blank before the method', 'refused', ` ${hidden}`),
  line('two blanks', 'either', 'GET  TARGET HTTP/1.1'),
  line('a tab', 'refused', 'GET\tTARGET\tHTTP/1.1'),
  line('no target', 'refused', 'GET HTTP/1.1'),
  line('a NUL after the target', 'refused', 'GET TARGET\x00 HTTP/1.1'),
  line('the absolute form', 'served', 'GET http://xTARGET HTTP/1.1'),
  line('the absolute form of https', 'served', 'GET HTTPS://evil.example:443TARGET HTTP/1.1'),
  attack('the authority form', 'refused', 'CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n'),
  attack('CONNECT with a path', 'refused', 'CONNECT TARGET HTTP/1.1\r\nHost: x\r\n\r\n'),
  line('the asterisk form', 'refused', 'GET * HTTP/1.1'),
  line('the asterisk form of OPTIONS', 'either', 'OPTIONS * HTTP/1.1'),
  line('an unknown method', 'refused', 'BREW TARGET HTTP/1.1'),
  line('TRACE', 'refused', 'TRACE TARGET HTTP/1.1'),
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

const repeated = (count: number, lineAt: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => lineAt(at)).join('\r\n');

/** Limits of size and number. */
export const sizeAttacks: ReadonlyArray<HttpAttack> = [
  line('a request line of 100 kB', 'refused', `GET /${'x'.repeat(100_000)} HTTP/1.1`),
  line('ten thousand parameters', 'refused', `GET /?${'a=1&'.repeat(10_000)} HTTP/1.1`),
  line('three thousand parameters', 'refused', `GET /none?${'a&'.repeat(3000)} HTTP/1.1`),
  line('a method of 10 kB', 'refused', `${'G'.repeat(10_000)} TARGET HTTP/1.1`),
  getWith('a header of 100 kB', 'refused', `X: ${'y'.repeat(100_000)}`),
  getWith('a name of 100 kB', 'refused', `${'y'.repeat(100_000)}: y`),
  getWith(
    'five thousand headers',
    'either',
    repeated(5000, (at) => `X${at}: y`),
  ),
  getWith(
    'a thousand short headers',
    'either',
    repeated(1000, () => 'a: b'),
  ),
];

const keep = 'GET TARGET HTTP/1.1\r\nHost: x\r\n\r\n';

/** Several requests at once, RFC 9112 §9.3.2. */
export const pipelines: ReadonlyArray<HttpAttack> = [
  attack('three valid requests', ['served', 'served', 'served'], keep + keep + hidden),
  attack(
    'two valid requests and no HTTP',
    ['served', 'served', 'refused'],
    `${keep}${keep}nonsense\r\n\r\n${hidden}`,
  ),
  attack(
    'a valid request, and one with two lengths',
    ['served', 'refused'],
    `${keep}GET TARGET HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n${chunked}\r\n\r\n${zeroThenHidden}`,
  ),
  attack('nothing after `Connection: close`', ['served'], hidden + hidden + hidden),
];

/** A request of a mixture: whether it is served, and whether it ends the connection. */
export interface MixedRequest {
  readonly expected: 'served' | 'refused';
  readonly isLast: boolean;
  readonly bytes: (target: string) => string;
}

const mixed = (expected: MixedRequest['expected'], isLast: boolean, text: string): MixedRequest => ({
  expected,
  isLast,
  bytes: (target) => text.replaceAll('TARGET', target),
});
const unsigned = '/documents/none?x=1';
const asking = (text: string, target: string) => text.replace('TARGET', target);

/** The requests of mixtures; none of them depends on what the server has read when it answers. */
export const mixedRequests: ReadonlyArray<MixedRequest> = [
  mixed('served', false, keep),
  mixed('served', false, `\r\n${keep}`),
  mixed('refused', false, asking(keep, unsigned)),
  mixed('refused', false, asking(keep, `${unsigned}${'x'.repeat(3000)}`)),
  mixed('served', true, hidden),
  mixed('refused', true, asking(hidden, unsigned)),
  mixed('refused', true, 'no request\r\n\r\n'),
  mixed('refused', true, keep.replace('Host', 'Ho st')),
  mixed('refused', true, keep.replace('\r\n\r\n', '\r\nHost: y\r\n\r\n')),
];
