import type { Profile } from './profile.ts';

/** One environment variable and its value. */
export interface AnySetting {
  readonly variable: string;
  /** Its purpose, in Markdown: for the tables of the manual and, without the backticks, for `lectern config`. */
  readonly describe: string;
  /** The default as text, where `fallback` does not return a constant. */
  readonly defaultText?: string;
  readonly secret?: true;
  /** How `lectern config` shows a secret; default: hidden. */
  readonly show?: (value: string) => string;
  /** Lectern refuses to start if neither the variable nor `fallback` gives a value. */
  readonly required?: true;
  /** The smallest profile in which it has an effect; default: in all. */
  readonly profile?: Profile;
  /** Used when the variable is unset or empty; default: undefined. Receives the settings above it in the table. */
  fallback?(values: Readonly<Record<string, unknown>>): unknown;
  /** Default: the text unchanged. Throws an `Error` whose message completes "VARIABLE must be …". */
  parse?(text: string): unknown;
}

/** Settings by the names of their values in `Config`. */
export type SettingTable = Readonly<Record<string, AnySetting>>;

/** The parsed values of a table of settings, by name: what `parse` and `fallback` return. */
export type SettledBy<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly required: true }
    ? Parsed<Table[Name]>
    : Table[Name] extends { parse(text: string): infer T; fallback(values: never): infer T }
      ? T
      : Parsed<Table[Name]> | Default<Table[Name]>;
};
type Parsed<S> = S extends { parse(text: string): infer T } ? T : string;
type Default<S> = S extends { fallback(values: never): infer T } ? T : undefined;

export const integer = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`a whole number from ${min} to ${max}`);
  }
  return value;
};

export const oneOf =
  <T extends string>(...words: ReadonlyArray<T>) =>
  (text: string) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`one of ${words.join(', ')}`);
    return word;
  };

/** An http or https address without credentials, query or fragment. */
export function parsePlainUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || /[?#]/.test(text)) {
    return undefined;
  }
  return url;
}

/** Returns the URL without a trailing slash. */
export const httpUrl = (options: { path: boolean }) => (text: string) => {
  const url = parsePlainUrl(text);
  const expected = `an http or https address${options.path ? '' : ' without a path'}, like https://lectern.example.org`;
  if (!url || (!options.path && url.pathname !== '/')) throw new Error(expected);
  return url.href.replace(/\/+$/, '');
};

/** Comma-separated values. */
export const words = (text: string): ReadonlyArray<string> => {
  const all = text.split(',').map((word) => word.trim());
  if (all.includes('')) throw new Error('comma-separated values, like staff,teachers');
  return all;
};

/** Checks only the scheme; `pg` parses the rest. */
export const postgresUrl = (text: string) => {
  if (!/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new Error('like postgres://user:password@host:5432/database');
  }
  return text;
};

/** Checks scheme and host; `ioredis` parses the rest. */
export const redisUrl = (text: string) => {
  const url = URL.parse(text);
  if (!/^rediss?:$/.test(url?.protocol ?? '') || !url?.hostname) {
    throw new Error('like redis://user:password@host:6379/0, or rediss:// for TLS');
  }
  return text;
};

/** Hides the password of an address, in its authority or its query. */
export const withoutPassword = (text: string) => {
  const url = new URL(text);
  if (url.password) url.password = 'hidden';
  if (url.searchParams.has('password')) url.searchParams.set('password', 'hidden');
  return url.href;
};
