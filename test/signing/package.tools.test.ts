import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { providerLimits } from '../../signing/provider-limits.ts';
import { signingErrorCodes } from '../../signing/signing-error.ts';
import { examplesContract } from '../examples/examples-contract.ts';
import { bundleOf } from '../support/library-bundle.ts';
import { packedLibraries } from '../support/packed-libraries.ts';
import { outputOf, repositoryRoot, run } from '../support/server-process.ts';

const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');
const attw = join(repositoryRoot, 'tools/checks/node_modules/.bin/attw');
const publint = join(repositoryRoot, 'tools/checks/node_modules/.bin/publint');
const [documentation, readme] = await Promise.all(
  ['docs/signing.md', 'signing/README.md'].map((file) => readFile(join(repositoryRoot, file), 'utf8')),
);
const manifest = JSON.parse(await readFile(join(repositoryRoot, 'signing/package.json'), 'utf8'));
const codeOf = (markdown = '') =>
  [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

const maxBundleBytes = 4000;

/** An empty project into which the package is installed from its archive. */
let folder: string;
let archive: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-package-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  ({ 'lectern-signing': archive } = await packedLibraries());
  const install = ['install', '--offline', '--no-save', '--no-audit', '--ignore-scripts'];
  await outputOf('npm', [...install, archive], folder);

  await mkdir(join(folder, 'examples'));
  for (const file of globSync('examples/*.ts', { cwd: repositoryRoot })) {
    await copyFile(join(repositoryRoot, file), join(folder, file));
  }
  for (const [at, code] of codeOf(documentation).entries()) {
    await writeFile(join(folder, `documentation-${at}.ts`), code);
  }
  for (const [at, code] of codeOf(readme).entries()) await writeFile(join(folder, `readme-${at}.ts`), code);
});
after(() => rm(folder, { recursive: true }));

describe('the package', () => {
  it('has JavaScript with declarations of its own files, and neither tests nor sources', async () => {
    const files = (await outputOf('tar', ['-tzf', archive], folder)).trim().split('\n');
    const built = /^package\/(?:cjs\/)?(?:[\w-]+\/)?[\w-]+(\.js|\.d\.ts)$/;
    assert.deepEqual(files.filter((file) => !built.test(file)).sort(), [
      'package/LICENSE',
      'package/README.md',
      'package/cjs/package.json',
      'package/package.json',
    ]);
    assert.ok(files.includes('package/index.js'));
    assert.ok(files.includes('package/index.d.ts'));
  });

  it('needs no other package, and imports nothing but node:crypto', async () => {
    assert.equal(manifest.dependencies, undefined);
    const installed = globSync('node_modules/*', { cwd: folder }).sort();
    assert.deepEqual(installed, ['node_modules/lectern-signing']);
    for (const file of globSync('node_modules/lectern-signing/**/*.{js,d.ts}', { cwd: folder })) {
      const text = await readFile(join(folder, file), 'utf8');
      for (const [, from = ''] of text.matchAll(/^(?:(?:im|ex)port .*|\}) from '(.*)';$/gm)) {
        assert.match(from, /^\.{1,2}\/[\w/.-]+$|^node:crypto$/, file);
      }
    }
  });

  it('is resolved alike by Node, TypeScript and bundlers', async () => {
    await outputOf(attw, [archive, '--profile', 'node16', '--no-color'], folder);
    await outputOf(publint, ['run', archive, '--strict'], folder);
  });

  it('imports nothing of Node for the web', async () => {
    const home = join(folder, 'node_modules/lectern-signing');
    const reached = new Set([join(home, 'web/index.js'), join(home, 'web/index.d.ts')]);
    for (const file of reached) {
      const text = await readFile(file, 'utf8');
      assert.doesNotMatch(text, /node:|\bBuffer\b|\bprocess\./, file);
      for (const [, from = ''] of text.matchAll(/ from '(.*)';$/gm)) {
        reached.add(join(file, '..', file.endsWith('.d.ts') ? from.replace(/\.(js|ts)$/, '.d.ts') : from));
      }
    }
    assert.ok(reached.size > 20);
  });

  it('has no signer of more than 4 kB, minified and compressed with Brotli', async () => {
    const home = join(folder, 'node_modules/lectern-signing');
    const signers = await Promise.all(
      Object.keys(manifest.exports).map(async (path) => {
        const names = Object.keys(await import(`${home}/${path}/index.js`));
        return names.filter((name) => /^create.*Signer$/.test(name)).map((name) => [path, name] as const);
      }),
    );
    assert.equal(signers.flat().length, 11);
    for (const [path, name] of signers.flat()) {
      const bundle = await bundleOf(`export { ${name} } from '${home}/${path}/index.js'`);
      const bytes = brotliCompressSync(bundle).length;
      assert.ok(bytes <= maxBundleBytes, `${path}: ${name} has ${bytes} bytes`);
      assert.equal(bundle.includes('node:'), path !== './web', path);
    }
  });

  it('has no link in README.md that leads nowhere on the page of a registry', () => {
    const links = [...(readme ?? '').matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    for (const link of links) assert.match(link, /^(?:https:|#)/);
  });

  it('exports its public API, also to CommonJS: what all signers share, and each signer under its own path', async () => {
    const paths = Object.keys(manifest.exports);
    const namesBy = (way: string, inputType: string) =>
      outputOf(
        process.execPath,
        [
          `--input-type=${inputType}`,
          '--eval',
          `for (const path of ${JSON.stringify(paths)})
            console.log(path, ...Object.keys(${way}('lectern-signing' + path.slice(1))).sort());`,
        ],
        folder,
      );
    const output = await namesBy('await import', 'module');
    assert.equal(await namesBy('require', 'commonjs'), output);
    const shared = [
      'SigningError adoptKeyRing canBindClient checkFileName contentDisposition decodeCanonical encodeObjectKey',
      'freshWindow generateSigningKey hmacSha256 isFileName parseAddress parseKeyRing parseKeyRingVariable percentDecode percentEncode',
      'providerLimits removeFromKeyRing rotateKeyRing serializeKeyRing signingErrorCodes stableWindow ttlProblem',
    ];
    assert.deepEqual(output.trim().split('\n'), [
      `. ${shared.join(' ')}`,
      './azure createAzureSigner createAzureUrlReader',
      './cloudfront createCloudFrontSigner createCloudFrontUrlReader',
      './edge contentDisposition createWebHmac encodeObjectKey isObjectKey revocationNames verifyDownload',
      './embedded createEmbeddedSigner createEmbeddedUrlReader verifyRequest verifySignedUrl',
      './gcs createGcsSigner createGcsUrlReader',
      './s3 createS3Signer createS3UrlReader s3PublicUrl',
      './swift createSwiftSigner createSwiftUrlReader',
      './web SigningError createAzureSigner createCloudFrontSigner createGcsSigner createS3Signer createSwiftSigner s3PublicUrl',
    ]);
  });

  it('has types that match the examples and the code of README.md and docs/signing.md', async () => {
    assert.ok(globSync('{readme,documentation}-*.ts', { cwd: folder }).length > 5);
    // The optional peer dependency, and what it needs.
    assert.deepEqual(Object.keys(manifest.peerDependencies), ['@types/node']);
    for (const types of ['@types', 'undici-types']) {
      await symlink(join(repositoryRoot, 'node_modules', types), join(folder, 'node_modules', types));
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
    await outputOf(tsc, [], folder);
  });

  const programs = [
    ...codeOf(readme).map((code, at) => ({ code, file: `readme-${at}.ts` })),
    ...codeOf(documentation).map((code, at) => ({ code, file: `documentation-${at}.ts` })),
  ].filter(({ code }) => !code.includes('export ')); // modules of a program that the page doesn't show
  for (const { file } of programs) {
    it(`runs the code of README.md and docs/signing.md: ${file}`, async () => {
      const { code, stdout, stderr } = await run(process.execPath, [file], { cwd: folder });
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^(https?:|download reports\/2026\.pdf |file-name-invalid$|closed$|until \d+$)/m);
    });
  }
});

examplesContract('in another project, from the package', () => folder);

describe('the documentation of the signing core', () => {
  it('states for each signer the values of the table of limits', () => {
    const rows = [...(documentation ?? '').matchAll(/^\| `create(\w+?)Signer` +\|(.*)\|$/gm)];
    const names: Record<string, string> = {
      size: 'size',
      'SHA-256': 'sha256',
      type: 'type',
      'new object': 'absence',
    };
    const documented = rows.map(([, signer = '', cells = '']) => {
      const [, head, correlation, , client = '', upload = '', longest] = cells
        .split('|')
        .map((cell) => cell.trim());
      const bindsUpload = upload.split(', ').flatMap((word) => names[word] ?? []);
      const limits = {
        answersHead: head === 'answered',
        carriesCorrelation: correlation === 'signed',
        bindsUpload,
        bindsClient: client === 'no' ? [] : client.toLowerCase().split(', '),
      };
      return [
        signer.toLowerCase(),
        { ...limits, maxTtlSeconds: longest === 'any' ? undefined : 7 * 24 * 3600 },
      ];
    });
    const coded = Object.entries(providerLimits).map(([provider, limits]) => {
      const { answersHead, carriesCorrelation, bindsUpload, bindsClient, maxTtlSeconds } = limits;
      return [provider, { answersHead, carriesCorrelation, bindsUpload, bindsClient, maxTtlSeconds }];
    });
    assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(coded));
  });

  it('names in each docstring only existing codes, and each code in a docstring of something that throws it', async () => {
    const sources = globSync('signing/**/*.ts', { cwd: repositoryRoot, exclude: ['**/dist/**'] });
    const texts = await Promise.all(sources.map((file) => readFile(join(repositoryRoot, file), 'utf8')));
    const known: ReadonlyArray<string> = signingErrorCodes;
    for (const [at, text] of texts.entries()) {
      for (const [, comment = ''] of text.matchAll(/\/\*\*(.*?)\*\//gs)) {
        const [, promise = ''] = /[Tt]hrows?\b(.*)/s.exec(comment) ?? [];
        for (const [, word = ''] of promise.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)) {
          assert.ok(known.includes(word) || word === 'sign-blob', `${sources[at]}: ${word}`);
        }
      }
    }
    const code = texts.join('\n').replace(/\/\*\*.*?\*\//gs, '');
    for (const each of signingErrorCodes) {
      assert.match(code, new RegExp(`SigningError\\(\\s*'${each}'`), each);
    }
  });

  it('lists every code of an error', () => {
    const codes = [...(documentation ?? '').matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, code = '']) => code);
    assert.deepEqual(codes, [...signingErrorCodes]);
  });
});
