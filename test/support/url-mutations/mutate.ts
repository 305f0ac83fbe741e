/** A request for which a URL was signed: its method, and the path and query that were signed. */
export interface SignedRequest {
  readonly method: string;
  readonly target: string;
}

/**
 * Changes a target; some leave some targets unchanged. `at` and `pick` are any natural numbers, and `signed` is
 * everything that was signed.
 */
export type Mutate = (
  target: string,
  at: number,
  pick: number,
  signed: ReadonlyArray<SignedRequest>,
) => string;

/** Mutations by what they do. */
export type Mutators = Readonly<Record<string, Mutate>>;

export function splice(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

export function oneOf<T>(values: ReadonlyArray<T>, pick: number): T {
  return values[pick % values.length] as T;
}

export function hexOf(byte: number, isUpper = true): string {
  const hex = byte.toString(16).padStart(2, '0');
  return `%${isUpper ? hex.toUpperCase() : hex}`;
}

/** Replaces one of the matches of a pattern. */
export function atMatch(pattern: RegExp, put: (found: string, pick: number) => string): Mutate {
  return (target, at, pick) => {
    const found = [...target.matchAll(pattern)];
    if (found.length === 0) return target;
    const match = oneOf(found, at);
    return splice(target, match.index, match[0].length, put(match[0], pick));
  };
}

export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

type Parameters = ReadonlyArray<string>;

export function ofQuery(change: (parameters: Parameters, at: number, pick: number) => Parameters): Mutate {
  return (target, at, pick) => {
    const start = target.indexOf('?') + 1;
    if (start === 0) return target;
    return target.slice(0, start) + change(target.slice(start).split('&'), at, pick).join('&');
  };
}

/** Changes the value of every parameter of this name. */
export function ofValue(name: string, change: (value: string, at: number, pick: number) => string): Mutate {
  const start = `${name}=`;
  return ofQuery((parameters, at, pick) =>
    parameters.map((each) =>
      each.startsWith(start) ? start + change(each.slice(start.length), at, pick) : each,
    ),
  );
}
