import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { providerLimits } from 'lectern-signing';
import { providerOf, storageKinds } from '../../src/storage/providers.ts';
import { variablesIn } from '../../src/storage/variables.ts';

const root = new URL('../../', import.meta.url);

describe('the storage providers', () => {
  it('are the folders of src/storage, each named in the table', () => {
    const entries = readdirSync(new URL('src/storage', root), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(folders.toSorted(), storageKinds.toSorted());
  });

  it('have variables of their own', () => {
    const variables = storageKinds.flatMap((kind) => variablesIn(providerOf(kind).variables));
    const names = variables.map(({ variable }) => variable);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('are documented, each variable with its provider and whether it is required', () => {
    const text = readFileSync(new URL('docs/storage.md', root), 'utf8');
    const rows = [...text.matchAll(/^\| *`([A-Z][A-Z0-9_]+)` *\| *`?(\w+)`? *\| *(.*?) *\|/gm)];
    const documented = rows.map(([, variable, kind, byDefault]) => [
      variable,
      kind,
      byDefault === 'required',
    ]);
    const expected = storageKinds.flatMap((kind) => {
      const { variables } = providerOf(kind);
      const isRequired = new Set(
        Object.values(variables).filter((entry) => 'variable' in entry && isAlwaysRequired(entry)),
      );
      return variablesIn(variables).map((entry) => [entry.variable, kind, isRequired.has(entry)]);
    });
    for (const kind of storageKinds) assert.match(text, new RegExp(`^\\| \`${kind}\` `, 'm'));
    assert.deepEqual(
      new Set(documented.map(String)),
      new Set([['LECTERN_STORAGE', 'all', false], ...expected].map(String)),
    );
  });

  it('sign by the limits of the signing core', () => {
    const used = new Set(storageKinds.flatMap((kind) => providerOf(kind).signers({ cloudFront: {} })));
    assert.deepEqual([...used].toSorted(), Object.keys(providerLimits).toSorted());
  });
});

/** Not only without another variable. */
const isAlwaysRequired = ({ required, fallback }: ReturnType<typeof variablesIn>[number]) =>
  required === true && fallback({ S3_ENDPOINT: 'https://s3.example.org' }) === undefined;
