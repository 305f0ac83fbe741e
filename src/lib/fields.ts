import type { NamedNetwork } from './client-address.ts';
import { entityTagOf } from './entity-tag.ts';
import type { TextsByLanguage } from './languages.ts';

/** The values of an enumerated field. */
export interface WordSet<Word extends string = string> {
  /** Schema name in the API document. */
  readonly title: string;
  readonly words: ReadonlyArray<Word>;
  readonly describe: string;
}

/**
 * A field of an entity that requests can set and change. `api/fields.ts` derives schemas from it: times are Unix milliseconds here and ISO
 * 8601 in requests and replies; texts by language, networks and flags are JSON here and values there.
 */
export type Field = FieldOptions &
  (
    | { readonly kind: 'id' | 'language' | 'time' | 'flag' }
    | { readonly kind: 'line' | 'text'; readonly maxLength?: number }
    | {
        readonly kind: 'texts';
        /** Schema name in the API document. */
        readonly title: string;
        readonly maxLength: number;
        readonly maxLanguages: number;
      }
    | {
        readonly kind: 'networks';
        readonly title: string;
        readonly maxNetworks: number;
        /** Characters of the name of a room. */
        readonly maxLength: number;
      }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | { readonly kind: 'word'; readonly of: WordSet }
  );

interface FieldOptions {
  readonly orNull?: true;
  /** It affects who may read, or when (`database/access-columns.ts`). */
  readonly givesAccess?: true;
  /** Read from another table; not a column of the entity. */
  readonly joined?: true;
  /** The value of a new entity if none is given. Without a fallback, the field is required. */
  readonly fallback?: string | number | null;
  /** Returns the canonical form. @throws LecternError `request-invalid` */
  readonly parse?: (text: string) => string | null;
  /** For the API document, where the name is not enough. */
  readonly describe?: string;
}

/** In the order of requests, replies and entity tags. */
export type FieldTable = Readonly<Record<string, Field>>;

/** A field's value: internal if `Time` is a number, in the API if it is a string. */
export type ValueOf<F extends Field, Time> =
  | (F extends { readonly of: WordSet<infer Word> } ? Word : ValueOfKind<Time>[F['kind']])
  | (F extends { readonly orNull: true } ? null : never);

interface ValueOfKind<Time> {
  id: string;
  text: string;
  line: string;
  language: string;
  word: string;
  integer: number;
  flag: Time extends number ? 'true' | 'false' : boolean;
  time: Time;
  texts: Time extends number ? string : TextsByLanguage;
  networks: Time extends number ? string : ReadonlyArray<NamedNetwork>;
}

/** The fields as columns of the entity's table. */
export type ColumnsOf<Table extends FieldTable> = {
  [Name in keyof Table as Table[Name] extends { readonly joined: true } ? never : Name]: ValueOf<
    Table[Name],
    number
  >;
};

export type ValuesOf<Table extends FieldTable> = {
  readonly [Name in keyof Table]: ValueOf<Table[Name], number>;
};

export type ChangesOf<Table extends FieldTable> = Partial<ValuesOf<Table>>;

/** The names of fields that affect who may read, or when. */
export type GivingAccess<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly givesAccess: true } ? Name : never;
}[keyof Table];

/** The names of fields with a fallback. */
export type Defaulted<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly fallback: unknown } ? Name : never;
}[keyof Table];

/** The values for a new entity; fields with a fallback are optional. */
export type DraftOf<Table extends FieldTable> = Omit<ValuesOf<Table>, Defaulted<Table>> &
  Partial<Pick<ValuesOf<Table>, Defaulted<Table>>>;

export interface Fields<Table extends FieldTable> {
  readonly table: Table;
  readonly names: ReadonlyArray<keyof Table & string>;
  /** Adds the fallbacks to a draft. */
  complete(draft: DraftOf<Table>): ValuesOf<Table>;
  /** Only these fields of a larger object. */
  pick(of: ValuesOf<Table>): ValuesOf<Table>;
  /** Shifts each time; null stays null. */
  moveTimes<Values extends ValuesOf<Table>>(values: Values, byMs: number): Values;
  /** The values in canonical form. @throws LecternError `request-invalid` */
  parse<Values extends object>(values: Values): Values;
  isSame(a: ValuesOf<Table>, b: ValuesOf<Table>): boolean;
  /** The entity tag of the changeable fields. */
  tagOf(values: ValuesOf<Table>): string;
}

export function fieldsOf<const Table extends FieldTable>(table: Table): Fields<Table> {
  const entries = Object.entries<Field>(table);
  const names: ReadonlyArray<keyof Table & string> = Object.keys(table);
  const fallbacks = Object.fromEntries(
    entries.flatMap(([name, { fallback }]) => (fallback === undefined ? [] : [[name, fallback]])),
  );
  const isTime = (name: string) => table[name]?.kind === 'time';
  const parsers = new Map(entries.map(([name, { parse }]) => [name, parse]));
  const parse = <Values extends object>(values: Values): Values => {
    const parsed = Object.entries(values).map(([name, value]) => {
      const parseOne = parsers.get(name);
      return [name, parseOne && typeof value === 'string' ? parseOne(value) : value];
    });
    return Object.fromEntries(parsed);
  };
  return {
    table,
    names,
    // By its type, the draft has every field without a fallback.
    complete: (draft) => ({ ...fallbacks, ...draft }) as unknown as ValuesOf<Table>,
    pick: (of) => Object.fromEntries(names.map((name) => [name, of[name]])) as unknown as ValuesOf<Table>,
    moveTimes(values, byMs) {
      const moved = Object.entries(values).map(([name, value]) => [
        name,
        isTime(name) && typeof value === 'number' ? value + byMs : value,
      ]);
      return Object.fromEntries(moved);
    },
    parse,
    isSame: (a, b) => names.every((name) => a[name] === b[name]),
    tagOf: (values) => entityTagOf(names.map((name) => values[name])),
  };
}
