import { AjvCompiler, type BuildCompilerFromPool } from '@fastify/ajv-compiler';
import type { FastifyServerOptions } from 'fastify';

const buildAjv = AjvCompiler() as BuildCompilerFromPool;

/**
 * A body is taken as it is: `"5"` is no number, and an unknown member is an error instead of being lost.
 * Queries and paths are text by nature, so their numbers are read from it.
 */
export const validation: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: {
    buildValidator: ((externalSchemas, options) => {
      const ajvThat = (coerceTypes: boolean) => {
        const customOptions = { coerceTypes, removeAdditional: false, useDefaults: true, allErrors: false };
        return buildAjv(externalSchemas, { ...options, customOptions } as typeof options);
      };
      const strict = ajvThat(false);
      const coercing = ajvThat(true);
      // The types name the route definition wrongly: its schema alone.
      return (route) => ((route as { httpPart?: string }).httpPart === 'body' ? strict : coercing)(route);
    }) satisfies BuildCompilerFromPool,
  },
};
