import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Feature } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';
import { packageFolders } from '../../tools/package-folders.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sized } from '../support/test-size.ts';

/** The product without any feature: deciding, issuing, redeeming, revoking, and the detail of a task. */
const coreSuites = [
  'test/core/decide/decide.test.ts',
  'test/core/decide/grounds.both.test.ts',
  'test/core/redeem/redeem.test.ts',
  'test/api/tasks.both.test.ts',
  'test/revocation/revocations.both.test.ts',
  'test/core/issue/issue.both.test.ts',
];

const run = promisify(execFile);
const copied = ['src', ...packageFolders, 'test', 'package.json', 'tsconfig.json', 'openapi.json'];
const tree = temporaryFolder();
for (const name of copied) {
  cpSync(join(repositoryRoot, name), join(tree, name), {
    recursive: true,
    filter: (path) => !path.endsWith('node_modules'),
  });
}
/** Not in the copy itself, which has packages of the same names. */
const removedFeatures = join(tree, 'removed');
mkdirSync(removedFeatures);
for (const name of ['node_modules', 'web']) symlinkSync(join(repositoryRoot, name), join(tree, name));
writeFileSync(
  join(tree, 'tsconfig.core.json'),
  JSON.stringify({
    extends: './tsconfig.json',
    include: ['src', ...coreSuites],
  }),
);
const list = join(tree, 'src/features/index.ts');
const whole = readFileSync(list, 'utf8');

/**
 * Code that uses a missing feature fails only if it is still there itself, so removing either half of the list tests
 * every second pair. Every night also removes each alone.
 */
const order = ({ name }: Feature) => createHash('sha256').update(`${runSeed} ${name}`).digest('hex');
const shuffled = features.toSorted((one, other) => order(one).localeCompare(order(other)));
const half = Math.ceil(features.length / 2);
const removals = [
  shuffled.slice(0, half),
  shuffled.slice(half),
  features,
  ...features.slice(0, sized(0, features.length)).map((feature) => [feature]),
];

/** Removes a feature with those that need it. */
const goingWith = (feature: Feature): ReadonlyArray<Feature> => [
  feature,
  ...features.filter(({ needs = [] }) => needs.includes(feature)).flatMap(goingWith),
];

/** The list without some features: without the line that imports each, and the one that names it. */
function listWithout(gone: ReadonlyArray<Feature>): string {
  let text = whole;
  for (const { name } of gone) {
    const [line = '', variable = ''] =
      new RegExp(`^import \\{ (\\w+) \\} from '\\./${name}/feature\\.ts';\n`, 'm').exec(text) ?? [];
    assert.notEqual(line, '', `${name} has no separate line in the list`);
    text = text.replace(line, '').replace(new RegExp(`^ *${variable},\n`, 'm'), '');
  }
  return text;
}

/** As a developer runs it, and not as a part of this run. */
const { NODE_TEST_CONTEXT: _ours, ...environment } = process.env;

/** Runs a program in the copy; the error contains its output when it fails. */
const inTree = (program: string, args: ReadonlyArray<string>) =>
  run(program, args, {
    ...{ cwd: tree, maxBuffer: 2 ** 26 },
    env: { ...environment, LECTERN_TEST_ON: 'sqlite', LECTERN_TEST_SIZE: 'unit' },
  }).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => assert.fail(`${stdout}\n${stderr}`));

async function without(gone: ReadonlyArray<Feature>, check: () => Promise<unknown>): Promise<void> {
  const pathsOf = ({ name }: Feature) =>
    [join(tree, 'src/features', name), join(removedFeatures, name)] as const;
  writeFileSync(list, listWithout(gone));
  for (const [inside, outside] of gone.map(pathsOf)) renameSync(inside, outside);
  try {
    await check();
  } finally {
    for (const [inside, outside] of gone.map(pathsOf)) renameSync(outside, inside);
    writeFileSync(list, whole);
  }
}

/** Of the compiler and all suites of the core, next to other work. */
const checkMs = 8 * 60_000;

describe(`Lectern without folders and their lines in the list, by ${byRunSeed}`, () => {
  for (const removed of removals) {
    const gone = [...new Set(removed.flatMap(goingWith))];
    const title = `type-checks, and works in its core, without ${gone.map(({ name }) => name).join(', ')}`;
    it(title, { timeout: checkMs }, () =>
      without(gone, async () => {
        await inTree('tsc', ['-p', 'tsconfig.core.json', '--checkers', '1']);
        await inTree(process.execPath, ['--test', '--test-isolation=none', ...coreSuites]);
      }),
    );
  }
});
