import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findUnusedTexts } from '../../web/find-unused-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Findings among texts of `shell` and `manage`, given as `manage:bulk.add`, for one source file. */
function found(code: string, ...texts: ReadonlyArray<string>): ReadonlyArray<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'page.tsx'), code);
  const split = texts.map((text) => text.split(':') as [string, string]);
  return findUnusedTexts(
    folder,
    split.map(([namespace, key]) => ({ namespace, key })),
  );
}

describe('texts that no code uses', () => {
  it('are those whose key occurs nowhere', () => {
    assert.deepEqual(found("t('action.save')", 'shell:action.save', 'shell:action.go'), [
      'shell.en.json: no code uses "action.go"',
    ]);
  });

  it('are distinguished by namespace', () => {
    const unused = ['manage.en.json: no code uses "tasks.title"'];
    assert.deepEqual(found("t('tasks.title')", 'manage:tasks.title'), unused);
    assert.deepEqual(found("useTranslation('manage'); t('tasks.title')", 'manage:tasks.title'), []);
    assert.deepEqual(found("t('manage:tasks.title')", 'manage:tasks.title'), []);
  });

  it('do not include those of a composed key', () => {
    const code = 't(`phase.$' + '{of}.$' + '{phase}`)';
    assert.deepEqual(found(code, 'shell:phase.contest.past', 'shell:phase.window.past'), []);
    assert.deepEqual(found(code, 'shell:phase.past'), ['shell.en.json: no code uses "phase.past"']);
  });

  it('cannot hide behind a composed key whose section is mostly quoted in full', () => {
    const code = "t('home.title'); t('home.search'); t(`home.$" + '{part}`)';
    assert.deepEqual(found(code, 'shell:home.title', 'shell:home.search', 'shell:home.old'), [
      'page.tsx: `home.$' + '{part}` covers too much: name its keys in full',
    ]);
  });
});
