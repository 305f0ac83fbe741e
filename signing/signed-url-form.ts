import { readCorrelation } from './check-request.ts';
import { type Correlation, type InvalidUrl, invalidUrl } from './verification.ts';

/**
 * The pattern of a value, still percent-encoded; `optional` if the parameter may be missing. A `flag` may be missing too, and has neither a
 * value nor an equals sign; so may a `correlation`, whose name varies.
 */
type Shape = RegExp | { readonly optional: RegExp } | 'flag' | 'correlation';

/** The parameters of a signed URL, in order. */
export type Shapes = Readonly<Record<string, Shape>>;

export type Parameters<S extends Shapes> = {
  readonly [Name in keyof S]: S[Name] extends RegExp
    ? string
    : (S[Name] extends 'correlation' ? Correlation : string) | undefined;
};

/**
 * Parses a query with exactly the parameters of a form: in order, each once, nothing else. Undefined for any other query. The value of a
 * flag is empty.
 */
export type Form<S extends Shapes> = (query: string) => Parameters<S> | undefined;

/** Percent-encoded text. Signing the URL again shows whether the encoding is canonical. */
export const encodedText = /^[\w.~%-]+$/;
const encodedPath = /^[\w.~%/-]+$/;

/** Splits the part of a URL after the folder at the first question mark. */
export function splitUrl(
  url: string,
  folder: string,
): { readonly path: string; readonly query: string } | InvalidUrl {
  if (!url.startsWith(folder)) return invalidUrl('outside-files-url');
  const end = url.indexOf('?', folder.length);
  const path = url.slice(folder.length, Math.max(end, folder.length));
  return encodedPath.test(path) ? { path, query: url.slice(end + 1) } : invalidUrl('malformed');
}

/** Builds a form from the patterns of its parameters. */
export function signedUrlForm<S extends Shapes>(shapes: S): Form<S> {
  const readers = Object.entries(shapes).map(([name, shape]) => [name, readerOf(name, shape)] as const);

  return (query) => {
    const given = query.split('&');
    const values: Record<string, string | Correlation | undefined> = {};
    let at = 0;
    for (const [name, { isOptional, read }] of readers) {
      const value = read(given[at] ?? '');
      if (value === undefined) {
        if (!isOptional) return undefined;
      } else {
        values[name] = value;
        at += 1;
      }
    }
    return at === given.length ? (values as Parameters<S>) : undefined;
  };
}

/** Parses one parameter; undefined for any other. */
function readerOf(name: string, shape: Shape) {
  if (shape === 'correlation') return { isOptional: true, read: readCorrelation };
  const start = shape === 'flag' ? name : `${name}=`;
  const form = shape === 'flag' ? /^$/ : shape instanceof RegExp ? shape : shape.optional;
  return {
    isOptional: !(shape instanceof RegExp),
    read: (parameter: string) =>
      parameter.startsWith(start) && form.test(parameter.slice(start.length))
        ? parameter.slice(start.length)
        : undefined,
  };
}

/** Splits a URL, and parses its query with a form. */
export function readByForm<S extends Shapes>(
  url: string,
  folder: string,
  form: Form<S>,
): { readonly path: string; readonly parameters: Parameters<S> } | InvalidUrl {
  const parts = splitUrl(url, folder);
  if ('failure' in parts) return parts;
  const parameters = form(parts.query);
  return parameters === undefined ? invalidUrl('malformed') : { path: parts.path, parameters };
}
