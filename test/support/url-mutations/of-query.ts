import { atMatch, type Mutators, ofQuery, oneOf } from './mutate.ts';

const values = [
  ...['', '0', '1', '-1', '00', '1e9', '1.0', '0x7fffffff', ' 1', '1 ', '%201', '1%00', 'NaN', 'Infinity'],
  ...[
    '2147483648',
    '4294967296',
    '9007199254740993',
    '18446744073709551616',
    '9'.repeat(15),
    '9'.repeat(400),
  ],
  ...[
    '\u0661',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    '%',
    '%FF',
    '%C0%AF',
    '%ED%A0%80',
    '%00',
    '%u0041',
  ],
  ...['..', '%2e%2e', '../x', "'", '"', 'a'.repeat(5000)],
];
const added = [
  ...[
    '',
    'x=1',
    'download=1',
    'download',
    'v=1',
    'v=2',
    'sig=',
    'expires=9999999999',
    'method=GET',
    '_method=PUT',
  ],
  ...[
    'kid=key-1',
    'size=1',
    'name=x.pdf',
    'response-content-type=text/html',
    'X-Amz-Expires=9',
    '%00',
    '[]=1',
  ],
];
const separators = [';', '&amp;', '&&', '%26', ',', '?', '%3F', '%3f', '??', '%3D', '==', '\n', '#', ' '];

/** Queries that parsers disagree about. */
export const ofQueries: Mutators = {
  'a parameter removed': ofQuery((parameters, at) => parameters.toSpliced(at % parameters.length, 1)),
  'a parameter repeated': ofQuery((parameters, at, pick) =>
    parameters.toSpliced(pick % (parameters.length + 1), 0, oneOf(parameters, at)),
  ),
  'a parameter at another place': ofQuery((parameters, at, pick) =>
    parameters
      .toSpliced(at % parameters.length, 1)
      .toSpliced(pick % parameters.length, 0, oneOf(parameters, at)),
  ),
  'a parameter added': ofQuery((parameters, at, pick) =>
    parameters.toSpliced(at % (parameters.length + 1), 0, oneOf(added, pick)),
  ),
  'a value replaced': ofQuery((parameters, at, pick) => {
    const [name] = oneOf(parameters, at).split('=');
    return parameters.with(at % parameters.length, `${name}=${oneOf(values, pick)}`);
  }),
  'a name changed': ofQuery((parameters, at, pick) => {
    const [name = '', ...value] = oneOf(parameters, at).split('=');
    const encoded = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
    const names = [name.toUpperCase(), `${name}[]`, `${name}%00`, ` ${name}`, `${name}.`, encoded];
    return parameters.with(at % parameters.length, [oneOf(names, pick), ...value].join('='));
  }),
  'another separator': atMatch(/[&?=]/g, (_, pick) => oneOf(separators, pick)),
};
