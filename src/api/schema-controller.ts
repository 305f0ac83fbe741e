import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaValidationError, FastifyServerOptions } from 'fastify';

const buildAjv = AjvCompiler();
const buildSerializer = SerializerSelector();

/**
 * What reads requests and writes replies by their schemas. Each schema is compiled when it is first needed: together they
 * take a tenth of the time until a server is ready, and most servers never need most of them.
 *
 * A body is taken as it is: `"5"` is no number, and an unknown member is an error instead of being lost.
 * Queries and paths are text by nature, so their numbers and booleans are read from it, in JSON's own spelling.
 */
export const schemaController: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator: ((externalSchemas, options) => {
      const customOptions = {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: true,
        allErrors: false,
        allowUnionTypes: true,
      };
      const compile = buildAjv(externalSchemas, { ...options, customOptions } as typeof options);
      // The types name the route definition wrongly: its schema alone. They know no validator that returns its errors.
      return (route) => {
        const { httpPart, schema } = route as { httpPart?: string; schema: TextSchema };
        const validator = onFirstUse(() => compile(route));
        const validate = (value: Record<string, unknown>) => {
          if (httpPart !== 'body') readTexts(schema, value);
          const check = validator();
          if (check(value)) return true;
          const [found] = check.errors ?? [];
          return { error: (httpPart === 'body' && found && badRows(found, schema, value)) || check.errors };
        };

        /** The first problem of each row of the list in which the first of all was found: the rows before have none. */
        function badRows(
          { instancePath }: { readonly instancePath: string },
          { properties = {} }: TextSchema,
          body: Readonly<Record<string, unknown>>,
        ) {
          const [, name, first] = instancePath.split('/');
          if (name === undefined || first === undefined) return undefined;
          const [items, rows] = [properties[name]?.items, body[name]];
          if (items === undefined || !Array.isArray(rows)) return undefined;
          const check = compile({ ...(route as object), schema: items } as unknown as typeof route);
          return rows.flatMap((row, at) => {
            if (at < Number(first) || check(row)) return [];
            const found = (check.errors ?? []).slice(0, 1) as Array<FastifySchemaValidationError>;
            return found.map((error) => ({ ...error, instancePath: `/${name}/${at}${error.instancePath}` }));
          });
        }
        return validate as unknown as ReturnType<typeof compile>;
      };
    }) satisfies BuildCompilerFromPool,
    buildSerializer(externalSchemas, options) {
      const compile = buildSerializer(externalSchemas, options);
      return (route) => {
        const serializer = onFirstUse(() => compile(route));
        return (value) => serializer()(value);
      };
    },
  },
};

function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

interface TextSchema {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown; readonly items?: object }>>;
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Turns texts into what the schema says they are. What is no number of JSON stays a text, which no number's schema
 * permits: ajv's own coercion also reads `Infinity`, `1e309`, `0x10` and blanks, and then skips `maximum` for the first two.
 */
function readTexts({ properties = {} }: TextSchema, texts: Record<string, unknown>): void {
  for (const [name, { type }] of Object.entries(properties)) {
    const text = texts[name];
    if (typeof text !== 'string') continue;
    if (type === 'integer' || type === 'number') {
      if (jsonNumber.test(text) && Number.isFinite(Number(text))) texts[name] = Number(text);
    } else if (type === 'boolean' && (text === 'true' || text === 'false')) {
      texts[name] = text === 'true';
    }
  }
}
