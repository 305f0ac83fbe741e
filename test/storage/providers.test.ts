import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { providerLimits } from 'lectern-signing';
import { storageSettings } from '../../src/config/storage-settings.ts';
import { providerOf, storageKinds } from '../../src/storage/providers.ts';

const root = new URL('../../', import.meta.url);

describe('the storage providers', () => {
  it('are the folders of src/storage, each named in the table', () => {
    const entries = readdirSync(new URL('src/storage', root), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(folders.toSorted(), storageKinds.toSorted());
  });

  it('have different variables', () => {
    const names = storageSettings.map(({ variable }) => variable);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('are listed in the manual', () => {
    const text = readFileSync(new URL('docs/storage.md', root), 'utf8');
    for (const kind of storageKinds) assert.match(text, new RegExp(`^\\| \`${kind}\` `, 'm'));
  });

  it('sign by the limits of the signing core', () => {
    const used = new Set(
      storageKinds.flatMap((kind) => providerOf(kind).signers({ cloudFrontUrl: 'https://cdn.example.org' })),
    );
    assert.deepEqual([...used].toSorted(), Object.keys(providerLimits).toSorted());
  });
});
