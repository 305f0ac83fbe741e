import { type TOptional, type TSchema, type TUnsafe, Type } from 'typebox';
import type { Field, Fields, FieldTable, Settled, ValueOf } from '../lib/fields.ts';
import { Language, oneOf, orNull, Time, Title, timeForm } from './schemas.ts';

type SchemaOf<F extends Field> = TUnsafe<ValueOf<F, string>>;

/** Every field, for a reply. */
export function replySchemas<Table extends FieldTable>({ table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => [
    name,
    withoutLimits[field.kind] ?? schemaOf(field),
  ]);
  return Object.fromEntries(schemas) as { [Name in keyof Table]: SchemaOf<Table[Name]> };
}

/** What a request limits, and a reply has. */
const withoutLimits: { readonly [Kind in Field['kind']]?: TSchema } = {
  line: Type.String(),
  integer: Type.Integer(),
};

/** What a request says of something new: what has a fallback may be left out. */
export function draftSchemas<Table extends FieldTable>({ table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => {
    const schema = schemaOf(field);
    return [name, field.fallback === undefined ? schema : Type.Optional(schema)];
  });
  return Object.fromEntries(schemas) as {
    [Name in Exclude<keyof Table, Settled<Table>>]: SchemaOf<Table[Name]>;
  } & { [Name in Settled<Table>]: TOptional<SchemaOf<Table[Name]>> };
}

/** What a request changes: at least one of them. @param title the name of the shape in the API document */
export function changesSchema<Table extends FieldTable>(title: string, { table }: Fields<Table>) {
  const schemas = Object.entries<Field>(table).map(([name, field]) => [name, Type.Optional(schemaOf(field))]);
  const properties = Object.fromEntries(schemas) as {
    [Name in keyof Table]: TOptional<SchemaOf<Table[Name]>>;
  };
  return Type.Object(properties, { title, additionalProperties: false, minProperties: 1 });
}

function schemaOf(field: Field): TSchema {
  const plain = plainSchemaOf(field);
  return field.orNull ? orNull(plain) : plain;
}

function plainSchemaOf(field: Field): TSchema {
  if (field.kind === 'word') return oneOf(field.of.title, field.of.words, field.of.describe);
  if (field.kind === 'line') {
    return field.maxLength === undefined ? Title : Type.String({ minLength: 1, maxLength: field.maxLength });
  }
  if (field.kind === 'integer') {
    const { min: minimum, max: maximum, describe: description } = field;
    return Type.Integer({ minimum, maximum, ...(description === undefined ? {} : { description }) });
  }
  if (field.kind === 'language') return Language;
  return field.describe === undefined ? Time : Type.String({ ...timeForm, description: field.describe });
}
