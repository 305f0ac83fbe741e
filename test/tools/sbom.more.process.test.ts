import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { outputOf, repositoryRoot } from '../support/server-process.ts';

interface Locked {
  readonly version: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
  readonly link?: boolean;
}

const bill = () => outputOf(process.execPath, ['tools/sbom.ts'], repositoryRoot);

describe('the bill of materials', () => {
  let text: string;
  let purls: ReadonlySet<string>;
  const has = (name: string) => [...purls].some((purl) => purl.startsWith(`pkg:npm/${name}@`));
  before(async () => {
    text = await bill();
    purls = new Set(JSON.parse(text).components.map(({ purl }: { purl: string }) => purl));
  });

  it('is valid by the schema of CycloneDX', async () => {
    assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text), null);
  });

  it('has every package that the lockfile does not mark as one for development', () => {
    const { packages } = JSON.parse(readFileSync(`${repositoryRoot}package-lock.json`, 'utf8')) as {
      packages: Readonly<Record<string, Locked>>;
    };
    const missing = Object.entries(packages)
      .filter(([path, { dev, devOptional, optional, peer, link }]) => {
        return path.includes('node_modules/') && !dev && !devOptional && !optional && !peer && !link;
      })
      .map(([path, { version }]) => {
        const name = path.replace(/^.*node_modules\//, '').replace('@', '%40');
        return `pkg:npm/${name}@${version}`;
      })
      .filter((purl) => !purls.has(purl));
    assert.deepEqual(missing, []);
  });

  it('has what the web app bundles, and no tool', () => {
    for (const bundled of ['react', 'pdfjs-dist', '%40mantine/core', 'i18next', 'scheduler']) {
      assert.ok(has(bundled), bundled);
    }
    for (const tool of ['vite', 'typescript', 'knip', '%40biomejs/biome', 'playwright-core']) {
      assert.ok(!has(tool), tool);
    }
  });

  it('is the same each time', async () => {
    assert.equal(await bill(), text);
  });
});
