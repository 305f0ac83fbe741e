import { entityTagOf } from './entity-tag.ts';
import { LecternError } from './errors.ts';
import type { TextsByLanguage } from './languages.ts';

/** Words of which a field holds one. */
export interface Words<Word extends string = string> {
  /** Names them in the API document. */
  readonly title: string;
  readonly words: ReadonlyArray<Word>;
  readonly describe: string;
}

/**
 * A field of an entity that can be said when it is made, and changed. `api/fields.ts` makes schemas of it: a time is Unix
 * milliseconds here, and ISO 8601 in requests and replies; texts by language are JSON here, and an object there.
 */
export type Field = Facts &
  (
    | { readonly kind: 'id' | 'language' | 'time' }
    | { readonly kind: 'line' | 'text'; readonly maxLength?: number }
    | {
        readonly kind: 'texts';
        /** Names them in the API document. */
        readonly title: string;
        readonly maxLength: number;
        readonly maxLanguages: number;
      }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | { readonly kind: 'word'; readonly of: Words }
  );

interface Facts {
  readonly orNull?: true;
  /** It decides who may read, or when (`database/access-columns.ts`). */
  readonly givesAccess?: true;
  /** Read from another table: no column of the entity's own. */
  readonly joined?: true;
  /** What a new one has where nothing is said of it. Without this, it must be said. */
  readonly fallback?: string | number | null;
  /** The canonical form of what was said. @throws LecternError `request-invalid` */
  readonly parse?: (text: string) => string | null;
  /** For the API document, where the name does not say it all. */
  readonly describe?: string;
}

/** In the order in which requests and replies have them, and entity tags. */
export type FieldTable = Readonly<Record<string, Field>>;

/** A field's value, as Lectern has it or, where a time is a string, as the API has it. */
export type ValueOf<F extends Field, Time> =
  | (F extends { readonly of: Words<infer Word> } ? Word : ValueOfKind<Time>[F['kind']])
  | (F extends { readonly orNull: true } ? null : never);

interface ValueOfKind<Time> {
  id: string;
  text: string;
  line: string;
  language: string;
  word: string;
  integer: number;
  time: Time;
  texts: Time extends number ? string : TextsByLanguage;
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

/** The names of fields that decide who may read, or when. */
export type GivingAccess<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly givesAccess: true } ? Name : never;
}[keyof Table];

/** The names of fields that a new one has by itself. */
export type Settled<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly fallback: unknown } ? Name : never;
}[keyof Table];

/** What a new one is made of. */
export type DraftOf<Table extends FieldTable> = Omit<ValuesOf<Table>, Settled<Table>> &
  Partial<Pick<ValuesOf<Table>, Settled<Table>>>;

export interface Fields<Table extends FieldTable> {
  readonly table: Table;
  readonly names: ReadonlyArray<keyof Table & string>;
  /** A draft with what it leaves open. */
  complete(draft: DraftOf<Table>): ValuesOf<Table>;
  /** The fields of something that has more. */
  pick(of: ValuesOf<Table>): ValuesOf<Table>;
  /** The same with each time moved; null stays null. */
  moveTimes<Values extends ValuesOf<Table>>(values: Values, byMs: number): Values;
  /** What a new one is made of. @throws LecternError `request-invalid` without a field that has no fallback */
  parseDraft(said: ChangesOf<Table>): DraftOf<Table>;
  /** What is said, in canonical form. @throws LecternError `request-invalid` */
  parse<Said extends object>(said: Said): Said;
  isSame(a: ValuesOf<Table>, b: ValuesOf<Table>): boolean;
  /** The entity tag of what can be changed. */
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
  const parse = <Said extends object>(said: Said): Said => {
    const parsed = Object.entries(said).map(([name, value]) => {
      const parseOne = parsers.get(name);
      return [name, parseOne && typeof value === 'string' ? parseOne(value) : value];
    });
    return Object.fromEntries(parsed);
  };
  return {
    table,
    names,
    // What has no fallback is in the draft, by its type.
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
    parseDraft(said) {
      const missing = names.find((name) => !(name in fallbacks) && said[name] === undefined);
      if (missing === undefined) return parse(said) as unknown as DraftOf<Table>;
      throw new LecternError('request-invalid', `It does not exist yet, so give "${missing}" too.`);
    },
    isSame: (a, b) => names.every((name) => a[name] === b[name]),
    tagOf: (values) => entityTagOf(names.map((name) => values[name])),
  };
}
