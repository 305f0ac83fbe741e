import { readFileSync } from 'node:fs';

interface Operation {
  readonly parameters?: ReadonlyArray<{ readonly $ref?: string; readonly name?: string }>;
}

/** The client module with the paths in openapi.json whose POST accepts an `Idempotency-Key`. */
export function keyedPaths(): string {
  const document = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'));
  const paths: ReadonlyArray<[string, { readonly post?: Operation }]> = Object.entries(document.paths);
  const nameOf = ({ $ref, name }: NonNullable<Operation['parameters']>[number]) =>
    $ref === undefined ? name : document.components.parameters[$ref.split('/').at(-1) as string].name;
  const keyed = paths.filter(([, { post }]) =>
    post?.parameters?.some((parameter) => nameOf(parameter) === 'idempotency-key'),
  );
  return `/** Generated from openapi.json by "npm run generate". Do not edit. */

/** The paths whose POST makes something new, and takes an \`Idempotency-Key\`. */
export const keyedPaths: ReadonlySet<string> = new Set([
${keyed.map(([path]) => `  '${path}',`).join('\n')}
]);
`;
}
