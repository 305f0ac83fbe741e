import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { providerLimits } from '../../signing/provider-limits.ts';
import { errorTable } from '../../src/errors.ts';
import { examplesContract } from '../examples/examples-contract.ts';
import { outputOf, repositoryRoot } from '../support/server-process.ts';

const documentation = await readFile(join(repositoryRoot, 'docs/signing.md'), 'utf8');
let folder: string;
let archive: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-package-'));
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, 'lectern'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await cp(join(repositoryRoot, 'examples'), join(folder, 'examples'), { recursive: true });

  await outputOf('npm', ['pack', '--offline', '--pack-destination', folder], repositoryRoot);
  archive = globSync('lectern-*.tgz', { cwd: folder })[0] as string;
  const unpack = ['-xzf', archive, '--strip-components=1', '-C', join(modules, 'lectern')];
  await outputOf('tar', unpack, folder);
  for (const dependency of ['content-disposition', '@types', 'undici-types']) {
    await symlink(join(repositoryRoot, 'node_modules', dependency), join(modules, dependency));
  }
});
after(() => rm(folder, { recursive: true }));

describe('the package', () => {
  it('holds the signing core as JavaScript with declarations, and neither tests nor data', async () => {
    const files = (await outputOf('tar', ['-tzf', archive], folder)).trim().split('\n');
    // npm packs the program of `bin` and these papers whatever `files` says.
    const always = /^package\/(package\.json|README\.md|LICENSE|src\/main\.ts)$/;
    const core = /^package\/dist\/(errors|signing\/[\w-]+)(\.js|\.d\.ts)$/;
    assert.deepEqual(
      files.filter((file) => !always.test(file) && !core.test(file)),
      [],
    );
    assert.ok(files.includes('package/dist/signing/index.js'));
    assert.ok(files.includes('package/dist/signing/index.d.ts'));
  });

  it('has types that the examples and the code of docs/signing.md agree with', async () => {
    const blocks = [...documentation.matchAll(/^```ts\n(.*?)^```$/gms)];
    assert.ok(blocks.length > 0);
    for (const [at, [, code = '']] of blocks.entries()) {
      await writeFile(join(folder, `documentation-${at}.ts`), code);
    }
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: 'nodenext',
      types: ['node'],
      skipLibCheck: false,
      noEmit: true,
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    await outputOf(join(repositoryRoot, 'node_modules/.bin/tsc'), [], folder);
  });
});

examplesContract('in another project, from the package', () => ({ folder, nodeOptions: [] }));

describe('the documentation of the signing core', () => {
  it('says of each signer what the table of limits says', () => {
    const rows = [...documentation.matchAll(/^\| `create(\w+?)(?:Hmac|Signer)` +\|(.*)\|$/gm)];
    const names: Record<string, string> = {
      size: 'size',
      'SHA-256': 'sha256',
      type: 'type',
      'new object': 'absence',
    };
    const documented = rows.map(([, signer = '', cells = '']) => {
      const [, head, issueId, , upload = '', longest] = cells.split('|').map((cell) => cell.trim());
      const bindsUpload = upload.split(', ').flatMap((word) => names[word] ?? []);
      const limits = { signsMethod: head === 'refused', carriesIssueId: issueId === 'signed', bindsUpload };
      return [
        signer.toLowerCase(),
        { ...limits, maxTtlSeconds: longest === 'any' ? undefined : 7 * 24 * 3600 },
      ];
    });
    const coded = Object.entries(providerLimits).map(([provider, limits]) => {
      const { signsMethod, carriesIssueId, bindsUpload, maxTtlSeconds } = limits;
      return [provider, { signsMethod, carriesIssueId, bindsUpload, maxTtlSeconds }];
    });
    assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(coded));
  });

  it('lists codes of the table of errors', () => {
    const codes = [...documentation.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, code = '']) => code);
    assert.ok(codes.length > 0);
    assert.deepEqual(
      codes.filter((code) => !(code in errorTable)),
      [],
    );
  });
});
