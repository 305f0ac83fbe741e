import { type Mutate, type Mutators, oneOf, pathOf, splice } from './mutate.ts';

const dotSegments = [
  './',
  '../',
  'x/../',
  '%2e/',
  '%2e%2e/',
  '.%2E/',
  '..;/',
  '..\\',
  '..%2f',
  '%252e%252e/',
  '.../',
];
const slashes = ['//', '///', '/./', '%2F', '%2f', '\\', '%5C', '/%2F', '\u2215', '%252F', '/;/', '/.;/'];
const ends = ['/', '/.', '/..', '%2F', '.', '%20', '%00', ';x', '::$DATA'];

/** Changes text at one of the slashes of the path. */
const atSlash =
  (length: number, puts: ReadonlyArray<string>): Mutate =>
  (target, at, pick) => {
    const found = [...pathOf(target).matchAll(/\//g)];
    if (found.length === 0) return target;
    return splice(target, oneOf(found, at).index + 1 - length, length, oneOf(puts, pick));
  };

/** Paths that some servers treat as equal, and paths of something else that was signed. */
export const ofPath: Mutators = {
  'dot segments': atSlash(0, dotSegments),
  'another slash': atSlash(1, slashes),
  'something at the end of the path': (target, _at, pick) =>
    splice(target, pathOf(target).length, 0, oneOf(ends, pick)),
  'the path of another': (target, _at, pick, signed) =>
    pathOf(oneOf(signed, pick).target) + target.slice(pathOf(target).length),
  'the query of another'(target, _at, pick, signed) {
    const other = oneOf(signed, pick).target;
    return pathOf(target) + other.slice(pathOf(other).length);
  },
};
