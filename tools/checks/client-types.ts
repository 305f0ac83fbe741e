import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const header = '/** Generated from openapi.json by "npm run generate". Do not edit. */\n\n';

const readDocument = (): string => readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');

/** The client's types, generated from openapi.json. */
export async function clientTypes(): Promise<string> {
  // In types, an unlisted value breaks nothing, and listed ones help in editors.
  const document = JSON.parse(readDocument().replaceAll('"x-extensible-enum"', '"enum"'));
  const nodes = await openapiTS(document, { alphabetize: false, defaultNonNullable: false });
  const types = astToString(nodes)
    // Absent things need no line; a third of all lines would be `never`.
    .replaceAll(/^\s+\w+\?: never;\n/gm, '')
    .replaceAll(/^\s+parameters: \{\n\s+\};\n/gm, '');
  return header + types;
}

/** Only its schemas by name; the client exports all of them. */
export function clientSchemas(): string {
  const names = Object.keys(JSON.parse(readDocument()).components.schemas);
  const types = names.map((name) => `export type ${name} = components['schemas']['${name}'];\n`);
  return `${header}import type { components } from './api-types.ts';\n\n${types.join('')}`;
}
