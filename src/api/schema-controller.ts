import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaValidationError, FastifyServerOptions } from 'fastify';

const buildAjv = AjvCompiler();
const buildSerializer = SerializerSelector();

/**
 * Validates requests and serializes replies by their schemas. Each schema is compiled on first use: compiling all takes a
 * tenth of the time until a server is ready, and most servers never need most of them.
 *
 * Bodies are not coerced: `"5"` is no number, and an unknown property is an error. Queries and paths are text, so their
 * numbers and booleans are parsed, in the spelling of JSON.
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
      // The types are wrong about the route definition, and lack validators that return their errors.
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

        /** The first problem of each row in the list where ajv found the first problem; earlier rows have none. */
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
 * Parses texts by the types in the schema. Anything but a JSON number stays a text, which the schema of a number refuses:
 * ajv's own coercion also accepts `Infinity`, `1e309`, `0x10` and blanks, and skips `maximum` for the first two.
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
