import { type TOptional, type TSchema, type TUnsafe, Type } from 'typebox';
import { parseIsoTime } from '../lib/clock.ts';
import type { ChangesOf, Defaulted, Field, Fields, FieldTable, ValueOf, ValuesOf } from '../lib/fields.ts';
import { fromIsoTimes, toIsoTimes } from './iso-times.ts';
import { Id, Language, Time, Title, textsByLanguage, timeForm } from './schemas.ts';
import { orNull, shape, wordOf } from './shapes.ts';

type SchemaOf<F extends Field> = TUnsafe<ValueOf<F, string>>;

/** Schemas of all fields in a reply. */
export function replySchemas<Table extends FieldTable>({ table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => [name, schemaOf(field, 'reply')]);
  return Object.fromEntries(schemas) as { [Name in keyof Table]: SchemaOf<Table[Name]> };
}

/** Schemas of the fields of something new; those with a fallback are optional. */
export function draftSchemas<Table extends FieldTable>({ table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => {
    const schema = schemaOf(field);
    return [name, field.fallback === undefined ? schema : Type.Optional(schema)];
  });
  return Object.fromEntries(schemas) as {
    [Name in Exclude<keyof Table, Defaulted<Table>>]: SchemaOf<Table[Name]>;
  } & { [Name in Defaulted<Table>]: TOptional<SchemaOf<Table[Name]>> };
}

/** A change of at least one field. @param title the name of the schema in the API document */
export function changesSchema<Table extends FieldTable>(title: string, fields: Fields<Table>) {
  return Type.Object(anySchemas(fields), { title, additionalProperties: false, minProperties: 1 });
}

/** All fields, each optional: the filters of a list. */
export function anySchemas<Table extends FieldTable>({ table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => [name, Type.Optional(schemaOf(field))]);
  return Object.fromEntries(schemas) as { [Name in keyof Table]: TOptional<SchemaOf<Table[Name]>> };
}

/** The filters of a query, with times in Unix milliseconds. */
export function filterOf<Table extends FieldTable>(
  { table }: Fields<Table>,
  query: object,
): ChangesOf<Table> {
  const filters = Object.entries(query)
    .filter(([name]) => name in table)
    .map(([name, value]) => [name, table[name]?.kind === 'time' ? parseIsoTime(value) : value]);
  return Object.fromEntries(filters);
}

/** An entity in a reply: times in ISO 8601, JSON as values, and its entity tag. */
export const taggedReply = <Table extends FieldTable, Entity extends ValuesOf<Table>>(
  fields: Fields<Table>,
  entity: Entity,
) => ({ ...toReply(fields, entity), etag: fields.tagOf(entity) });

/** The same without an entity tag. */
export function toReply<Table extends FieldTable, Entity extends ValuesOf<Table>>(
  { table }: Fields<Table>,
  entity: Entity,
): FormOf<Table, ReturnType<typeof toIsoTimes<Entity>>, string> {
  return mapJson(table, toIsoTimes(entity), (json) => JSON.parse(json as string));
}

/** The fields of a request, with times in Unix milliseconds, and texts by language, networks and flags as JSON. */
export function fromRequest<Table extends FieldTable, Values extends object>(
  { table }: Fields<Table>,
  values: Values,
): FormOf<Table, ReturnType<typeof fromIsoTimes<Values>>, number> {
  return mapJson(table, fromIsoTimes(values), JSON.stringify);
}

type FormOf<Table extends FieldTable, Values, Time> = {
  [Name in keyof Values]: Name extends keyof Table
    ? Table[Name] extends { readonly kind: JsonKind }
      ? ValueOf<Table[Name], Time>
      : Values[Name]
    : Values[Name];
};

const jsonKinds = ['texts', 'networks', 'flag'] as const satisfies ReadonlyArray<Field['kind']>;
type JsonKind = (typeof jsonKinds)[number];
const isJson = (field: Field | undefined) => jsonKinds.some((kind) => kind === field?.kind);

/** Null stays null. */
function mapJson(table: FieldTable, values: object, map: (value: unknown) => unknown) {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    isJson(table[name]) && value !== null ? map(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function schemaOf(field: Field, where: 'request' | 'reply' = 'request'): TSchema {
  const plain = plainSchemaOf(field, where);
  return field.orNull ? orNull(plain) : plain;
}

/** Limits apply to requests only. */
function plainSchemaOf(field: Field, where: 'request' | 'reply'): TSchema {
  const described = field.describe === undefined ? {} : { description: field.describe };
  switch (field.kind) {
    case 'word':
      return wordOf(field.of);
    case 'id':
      return Id;
    case 'language':
      return Language;
    case 'time':
      return field.describe === undefined ? Time : Type.String({ ...timeForm, ...described });
    case 'flag':
      return Type.Boolean(described);
    case 'texts':
      return textsByLanguage(field, { title: field.title, ...described });
    case 'networks':
      return Type.Array(networkOf(field, where), { minItems: 1, maxItems: field.maxNetworks, ...described });
    case 'integer':
      if (where === 'reply') return Type.Integer();
      return Type.Integer({ minimum: field.min, maximum: field.max, ...described });
    case 'line':
      if (where === 'reply') return Type.String();
      if (field.maxLength === undefined) return Title;
      return Type.String({ minLength: 1, maxLength: field.maxLength });
    case 'text':
      if (where === 'reply' || field.maxLength === undefined) return Type.String(described);
      return Type.String({ minLength: 1, maxLength: field.maxLength, ...described });
  }
}

/** A network in a reply names its room, or null; in a request the room is optional. */
function networkOf({ title, maxLength }: Extract<Field, { kind: 'networks' }>, where: 'request' | 'reply') {
  const network = Type.String({ maxLength: 49, description: 'An address, or a network in CIDR notation.' });
  const room = orNull(Type.String({ minLength: 1, maxLength }));
  if (where === 'reply') return shape(title, { network, room });
  return shape(`New${title}`, { network, room: Type.Optional(room) });
}
