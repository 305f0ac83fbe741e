import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

/** The client's types of what is in openapi.json. */
export async function clientTypes(): Promise<string> {
  const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
  const nodes = await openapiTS(document, {
    alphabetize: false,
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  const types = astToString(nodes)
    // What is not there needs no line; a third of all lines say so.
    .replaceAll(/^\s+\w+\?: never;\n/gm, '')
    .replaceAll(/^\s+parameters: \{\n\s+\};\n/gm, '')
    // Of the components only schemas are of use by themselves.
    .replaceAll(/^export type (?:Parameter|Response|Header)\w+ = components\['(?!schemas).*\n/gm, '');
  return `/** Generated from openapi.json by "npm run generate". Do not edit. */\n\n${types}`;
}
