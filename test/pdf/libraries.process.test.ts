import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { it } from 'node:test';

const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    const [, library] = /node_modules\/(pdf-lib|unpdf|fastify)\//.exec(url) ?? [];
    if (library !== undefined) loaded.add(library);
    return nextLoad(url, context);
  },
});

it('the libraries for PDFs are not loaded by the server', async () => {
  await import('../../src/app/app.ts');
  assert.deepEqual([...loaded], ['fastify']);
});
