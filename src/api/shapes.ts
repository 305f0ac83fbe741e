import { type Static, type TLiteral, type TObject, type TSchema, type TSchemaOptions, Type } from 'typebox';
import type { Words } from '../lib/fields.ts';

/** How schemas are made. A `title` is the name of a shape in the API document, and so in the clients that are generated from it. */

export const oneOf = <const Words extends ReadonlyArray<string>>(
  title: string,
  words: Words,
  description: string,
) => Type.Unsafe<Words[number]>({ title, type: 'string', enum: [...words], description });

export const wordOf = <Word extends string>({ title, words, describe }: Words<Word>) =>
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
 * One of several shapes, which a literal tells apart, the member `by`. Replies are written by what any of them has: to look for the shape
 * that fits would take longer, and refuse what only has a member too many. The API document has the shapes.
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
