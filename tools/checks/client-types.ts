import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

/** The client's types of what is in openapi.json. */
export async function clientTypes(): Promise<string> {
  const text = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
  // In types a word that is not listed breaks nothing when it comes, and the listed ones help whoever writes.
  const document = JSON.parse(text.replaceAll('"x-extensible-enum"', '"enum"'));
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
