import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import type { FastifyServerOptions } from 'fastify';

const buildAjv = AjvCompiler() as BuildCompilerFromPool;

/**
 * A body is taken as it is: `"5"` is no number, and an unknown member is an error instead of being lost.
 * Queries and paths are text by nature, so their numbers and booleans are read from it, in JSON's own spelling.
 */
export const validation: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator: ((externalSchemas, options) => {
      const customOptions = {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: true,
        allErrors: false,
      };
      const compile = buildAjv(externalSchemas, { ...options, customOptions } as typeof options);
      // The types name the route definition wrongly: its schema alone.
      return (route) => {
        const { httpPart, schema } = route as { httpPart?: string; schema: TextSchema };
        const validate = compile(route);
        if (httpPart === 'body') return validate;
        const readAndValidate = Object.assign(
          (texts: Record<string, unknown>) => {
            readTexts(schema, texts);
            const isValid = validate(texts);
            readAndValidate.errors = validate.errors;
            return isValid;
          },
          { errors: validate.errors },
        );
        return readAndValidate as typeof validate;
      };
    }) satisfies BuildCompilerFromPool,
  },
};

interface TextSchema {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
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
