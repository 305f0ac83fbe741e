import { timingSafeEqual } from 'node:crypto';

/** What a value looks like, still percent-encoded; `optional` where the parameter may be missing. */
type Shape = RegExp | { readonly optional: RegExp };

/** The parameters of a signed URL, in their order. */
export type Form = Readonly<Record<string, Shape>>;

export type Parameters<F extends Form> = {
  readonly [Name in keyof F]: F[Name] extends RegExp ? string : string | undefined;
};

/** Any text that is percent-encoded; whether that is the one encoding of it shows when the URL is signed again. */
export const encodedText = /^[\w.~%-]+$/;
const encodedPath = /^[\w.~%/-]+$/;

/** Splits what follows the folder in a URL. Undefined without a path, or without a query. */
export function splitUrl(text: string): { readonly path: string; readonly query: string } | undefined {
  const end = text.indexOf('?');
  const path = text.slice(0, end);
  return end > 0 && encodedPath.test(path) ? { path, query: text.slice(end + 1) } : undefined;
}

/**
 * The values of a query that has exactly the parameters of a form: in its order, each once, nothing else.
 * Undefined for any other query. A parameter without `=` has an empty value.
 */
export function readParameters<F extends Form>(query: string, form: F): Parameters<F> | undefined {
  const given = query.split('&');
  const values: Record<string, string | undefined> = {};
  let at = 0;
  for (const [name, shape] of Object.entries(form)) {
    const value = valueIn(name, given[at]);
    const isThere = value !== undefined && (shape instanceof RegExp ? shape : shape.optional).test(value);
    if (!isThere && shape instanceof RegExp) return undefined;
    if (!isThere) continue;
    values[name] = value;
    at += 1;
  }
  return at === given.length ? (values as Parameters<F>) : undefined;
}

function valueIn(name: string, parameter: string | undefined): string | undefined {
  if (parameter?.startsWith(`${name}=`)) return parameter.slice(name.length + 1);
  return parameter === name ? '' : undefined;
}

/** Compares a URL, or a signature, with the one that is expected; how long it takes tells nothing of either. */
export function isSameText(expected: string, given: string): boolean {
  const [expectedBytes, givenBytes] = [Buffer.from(expected), Buffer.from(given)];
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}
