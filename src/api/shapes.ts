import { type Static, type TLiteral, type TObject, type TSchema, type TSchemaOptions, Type } from 'typebox';
import type { WordSet } from '../lib/fields.ts';

/** Makes schemas. A `title` becomes the name of a schema in the API document and in generated clients. */

export const oneOf = <const Words extends ReadonlyArray<string>>(
  title: string,
  words: Words,
  description: string,
) => Type.Unsafe<Words[number]>({ title, type: 'string', enum: [...words], description });

export const wordOf = <Word extends string>({ title, words, describe }: WordSet<Word>) =>
  oneOf<ReadonlyArray<Word>>(title, words, describe);

export const orNull = <
  T extends TSchema & { type?: string | ReadonlyArray<string>; enum?: ReadonlyArray<string> },
>(
  schema: T,
) => {
  const { type = 'string', enum: words } = schema;
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [type, 'null'].flat(),
    ...(words ? { enum: [...words, null] } : {}),
  });
};

export const object = <P extends Record<string, TSchema>>(properties: P, options: TSchemaOptions = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

/** An object with a name. */
export const shape = <P extends Record<string, TSchema>>(
  title: string,
  properties: P,
  options: TSchemaOptions = {},
) => object(properties, { title, ...options });

/**
 * One of several shapes, told apart by the literal in property `by`. Replies are serialized by the union of their
 * properties: finding the shape that fits would take longer, and fail for a superfluous property. The API document has
 * the shapes.
 */
export const oneOfShapes = <
  const By extends string,
  Shapes extends ReadonlyArray<TObject<Record<By, TLiteral>>>,
>(
  title: string,
  by: By,
  shapes: readonly [...Shapes],
  description: string,
) => {
  const members = Object.assign({}, ...shapes.map(({ properties }) => properties));
  const written = { ...Type.Partial(Type.Object(members)).properties, [by]: Type.String() };
  return Type.Unsafe<Static<Shapes[number]>>({
    ...Type.Object(written, { title, description }),
    'x-shapes': { by, shapes },
  });
};
