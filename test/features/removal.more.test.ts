import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Feature } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';
import { byRunSeed, sampled } from '../support/sampled.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the product is, whatever is built on it: deciding, issuing, redeeming, revoking, and the detail of a task. */
const coreSuites = [
  'test/core/decide/access.both.test.ts',
  'test/core/decide/decide.test.ts',
  'test/core/decide/grounds.both.test.ts',
  'test/core/redeem/redeem.test.ts',
  'test/api/tasks.both.test.ts',
  'test/core/revoke/revocations.both.test.ts',
  'test/core/issue/issue.both.test.ts',
];

const run = promisify(execFile);
const copied = [
  'src',
  'signing',
  'problems',
  'client',
  'test',
  'package.json',
  'tsconfig.json',
  'openapi.json',
];
const tree = temporaryFolder();
for (const name of copied) {
  cpSync(join(repositoryRoot, name), join(tree, name), {
    recursive: true,
    filter: (path) => !path.endsWith('node_modules'),
  });
}
for (const name of ['node_modules', 'web']) symlinkSync(join(repositoryRoot, name), join(tree, name));
writeFileSync(
  join(tree, 'tsconfig.core.json'),
  JSON.stringify({
    extends: './tsconfig.json',
    // Only what a missing feature touches is checked anew.
    compilerOptions: { incremental: true, tsBuildInfoFile: './core.tsbuildinfo' },
    include: ['src', ...coreSuites],
  }),
);
const list = join(tree, 'src/features/index.ts');
const whole = readFileSync(list, 'utf8');

/** A feature goes with those that need it. */
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
    assert.notEqual(line, '', `${name} has no line of its own in the list`);
    text = text.replace(line, '').replace(new RegExp(`^ *${variable},\n`, 'm'), '');
  }
  return text;
}

/** As somebody runs it, and not as a part of this run. */
const { NODE_TEST_CONTEXT: _ours, ...environment } = process.env;

/** Runs a program in the copy; what it prints is in the error when it fails. */
const inTree = (program: string, args: ReadonlyArray<string>) =>
  run(program, args, {
    ...{ cwd: tree, maxBuffer: 2 ** 26 },
    env: { ...environment, LECTERN_TEST_ON: 'sqlite', LECTERN_TEST_SIZE: 'unit' },
  }).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => assert.fail(`${stdout}\n${stderr}`));

async function without(gone: ReadonlyArray<Feature>, check: () => Promise<unknown>): Promise<void> {
  const pathsOf = ({ name }: Feature) => [join(tree, 'src/features', name), join(tree, name)] as const;
  writeFileSync(list, listWithout(gone));
  for (const [inside, outside] of gone.map(pathsOf)) renameSync(inside, outside);
  try {
    await check();
  } finally {
    for (const [inside, outside] of gone.map(pathsOf)) renameSync(outside, inside);
    writeFileSync(list, whole);
  }
}

const checkTypes = () => inTree('tsc', ['-p', 'tsconfig.core.json', '--checkers', '1']);
const runCore = () => inTree(process.execPath, ['--test', '--test-isolation=none', ...coreSuites]);

describe(`Lectern without a folder and its line in the list, by ${byRunSeed}`, () => {
  before(checkTypes);

  // That nothing else imports them, `npm run layers` holds of all.
  for (const feature of sampled(features, 2)) {
    it(`type-checks: ${feature.name}`, () => without(goingWith(feature), checkTypes));
  }

  // Running the core takes longer than all of these.
  for (const feature of sampled(features, 9)) {
    it(`works in its core: ${feature.name}`, () => without(goingWith(feature), runCore));
  }

  it('type-checks, and works in its core, without any feature', () =>
    without(features, async () => {
      await checkTypes();
      await runCore();
    }));
});
