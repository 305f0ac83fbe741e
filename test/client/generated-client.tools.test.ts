import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { outputOf, repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What somebody who does not use our own client gets from the API document. */

const folder = temporaryFolder();
const documentFile = join(repositoryRoot, 'openapi.json');
const document = JSON.parse(readFileSync(documentFile, 'utf8'));

before(async () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
  };
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const generator = join(repositoryRoot, 'tools/checks/node_modules/.bin/openapi-ts');
  const plugins = ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'];
  const args = ['--input', documentFile, '--output', 'api', '--no-log-file', '--plugins', ...plugins];
  await outputOf(generator, args, folder);
});

describe('a client generated from openapi.json', () => {
  it('has a function for every operation, by its name', () => {
    const source = readFileSync(join(folder, 'api/sdk.gen.ts'), 'utf8');
    const functions = new Set([...source.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name));
    const operations = Object.values<Record<string, { operationId?: string }>>(document.paths).flatMap(
      (methods) => Object.values(methods),
    );
    assert.equal(functions.size, operations.length);
    for (const { operationId = '' } of operations) assert.ok(functions.has(operationId), operationId);
    for (const name of ['getTask', 'listTasks', 'signIn']) assert.ok(functions.has(name), name);
  });

  it('has a type for every schema, by its name', () => {
    const source = readFileSync(join(folder, 'api/types.gen.ts'), 'utf8');
    const types = new Set([...source.matchAll(/^export type (\w+) =/gm)].map(([, name]) => name));
    for (const name of Object.keys(document.components.schemas)) assert.ok(types.has(name), name);
  });

  it('has types that agree with each other and with what a program expects of them', async () => {
    const program = `
      import type { Contest, Problem, Task, TaskSummaryPage } from './api/index.js';
      export const urlOf = ({ descriptionPdfUrl }: Task): string | null => descriptionPdfUrl;
      export const titlesOf = ({ items }: TaskSummaryPage): string[] => items.map(({ title }) => title);
      export const roleOf = ({ yourRole }: Contest): 'participant' | 'staff' | null => yourRole;
      export const roleOfAdmin: Contest['yourRole'] = null;
      export const isOverload = ({ code }: Problem): boolean => code === 'overloaded';
      // @ts-expect-error: there is no such code.
      export const isUnknown = ({ code }: Problem): boolean => code === 'overload';
    `;
    writeFileSync(join(folder, 'program.ts'), program);
    await outputOf(join(repositoryRoot, 'node_modules/.bin/tsc'), ['-p', folder], folder);
  });
});
