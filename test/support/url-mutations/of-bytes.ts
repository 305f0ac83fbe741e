import { atMatch, type Mutators, oneOf, splice } from './mutate.ts';

const characters = [...'aA0fF/%?&=#.-_~+;:@!$,|\\^`{}<>"\'*()[] \t\r\n\0\x7f\x80\xff'];
const starts = [
  '/',
  '//x',
  '/.',
  '/x/..',
  '/%2e',
  '\\',
  ' ',
  'x',
  '*',
  'http://x',
  'file://',
  '@',
  '?',
  '#',
  '%2F',
];
const ends = [
  '#',
  '#page=2',
  '?',
  '&',
  '=',
  '/',
  ' ',
  '%00',
  '%0A',
  '\t',
  '\n',
  '\0',
  ';',
  '&x=1',
  ' HTTP/1.0',
];

const positionIn = (target: string, at: number) => at % (target.length || 1);

export const ofBytes: Mutators = {
  'a bit flipped'(target, at, pick) {
    const position = positionIn(target, at);
    return splice(target, position, 1, String.fromCharCode(target.charCodeAt(position) ^ (1 << (pick % 8))));
  },
  'a character replaced': (target, at, pick) =>
    splice(target, positionIn(target, at), 1, oneOf(characters, pick)),
  'a character inserted': (target, at, pick) =>
    splice(target, positionIn(target, at), 0, oneOf(characters, pick)),
  'a piece removed': (target, at, pick) => splice(target, positionIn(target, at), 1 + (pick % 8), ''),
  'a piece repeated'(target, at, pick) {
    const position = positionIn(target, at);
    return splice(target, position, 0, target.slice(position, position + 1 + (pick % 20)));
  },
  'two neighbours swapped'(target, at) {
    const position = positionIn(target, at);
    return splice(target, position, 2, target.charAt(position + 1) + target.charAt(position));
  },
  'a letter in the other case': atMatch(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  ),
  'the end cut off': (target, at) => target.slice(0, positionIn(target, at)),
  'something at the start': (target, _at, pick) => oneOf(starts, pick) + target,
  'something at the end': (target, _at, pick) => target + oneOf(ends, pick),
};
