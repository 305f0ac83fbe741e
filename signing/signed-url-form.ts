import { timingSafeEqual } from 'node:crypto';
import { type InvalidUrl, invalidUrl } from './verification.ts';

/**
 * What a value looks like, still percent-encoded; `optional` where the parameter may be missing. A `flag` may be
 * missing too, and has neither a value nor an equals sign.
 */
type Shape = RegExp | { readonly optional: RegExp } | 'flag';

/** The parameters of a signed URL, in their order. */
export type Shapes = Readonly<Record<string, Shape>>;

export type Parameters<S extends Shapes> = {
  readonly [Name in keyof S]: S[Name] extends RegExp ? string : string | undefined;
};

/**
 * Reads a query that has exactly the parameters of a form: in its order, each once, nothing else. Undefined for any
 * other query. The value of a flag is empty.
 */
export type Form<S extends Shapes> = (query: string) => Parameters<S> | undefined;

/** Any text that is percent-encoded; whether that is the one encoding of it shows when the URL is signed again. */
export const encodedText = /^[\w.~%-]+$/;
const encodedPath = /^[\w.~%/-]+$/;

/** Splits what follows the folder in a URL, at the first question mark. */
export function splitUrl(
  url: string,
  folder: string,
): { readonly path: string; readonly query: string } | InvalidUrl {
  if (!url.startsWith(folder)) return invalidUrl('outside-files-url');
  const end = url.indexOf('?', folder.length);
  const path = url.slice(folder.length, Math.max(end, folder.length));
  return encodedPath.test(path) ? { path, query: url.slice(end + 1) } : invalidUrl('malformed');
}

/** A form of what its parameters look like, by name. */
export function signedUrlForm<S extends Shapes>(shapes: S): Form<S> {
  const parameters = Object.entries(shapes).map(([name, shape]) => ({
    name,
    start: shape === 'flag' ? name : `${name}=`,
    isOptional: !(shape instanceof RegExp),
    value: shape === 'flag' ? /^$/ : shape instanceof RegExp ? shape : shape.optional,
  }));

  return (query) => {
    const given = query.split('&');
    const values: Record<string, string | undefined> = {};
    let at = 0;
    for (const { name, start, isOptional, value } of parameters) {
      const text = given[at];
      if (text?.startsWith(start) && value.test(text.slice(start.length))) {
        values[name] = text.slice(start.length);
        at += 1;
      } else if (!isOptional) return undefined;
    }
    return at === given.length ? (values as Parameters<S>) : undefined;
  };
}

/** Compares a URL, or a signature, with the one that is expected; how long it takes tells nothing of either. */
export function isSameText(expected: string, given: string): boolean {
  const [expectedBytes, givenBytes] = [Buffer.from(expected), Buffer.from(given)];
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}
