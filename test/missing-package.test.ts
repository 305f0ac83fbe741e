import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import packageJson from '../package.json' with { type: 'json' };
import { explainFailure } from '../src/cli/explain-failure.ts';
import { explainMissingPackage } from '../src/missing-package.ts';

/** As Node says it (`ERR_MODULE_NOT_FOUND`); the name has to be one that is not installed. */
const failedImport = (name: string): Promise<Error> => import(name).catch((error) => error);

describe('an optional package that is not installed', () => {
  for (const [name, version] of Object.entries(packageJson.peerDependencies)) {
    it(`is asked for by name and version: ${name}`, async () => {
      const error = await failedImport('not-installed');
      error.message = error.message.replace('not-installed', name);
      assert.throws(
        () => explainMissingPackage(error),
        (failure) => {
          const { message, exitCode } = explainFailure(failure);
          const [, packages = ''] = /: npm install (.*)$/.exec(message) ?? [];
          const isAlone = !name.startsWith('@opentelemetry/');
          assert.ok(packages.split(' ').includes(`${name}@${version.slice(1)}`), message);
          assert.equal(packages.split(' ').length, isAlone ? 1 : 7);
          assert.doesNotMatch(message, /\n/);
          return exitCode === 2;
        },
      );
    });
  }

  it('is optional, and installed for development in the version that is asked for', () => {
    const { peerDependencies, peerDependenciesMeta, devDependencies } = packageJson;
    for (const [name, range] of Object.entries(peerDependencies)) {
      assert.equal(range, `^${devDependencies[name as keyof typeof devDependencies]}`);
      assert.deepEqual(peerDependenciesMeta[name as keyof typeof peerDependenciesMeta], { optional: true });
    }
  });

  it('is no explanation for another package that is missing, or for another failure', async () => {
    const ofAnother = await failedImport('not-installed');
    const inside = new Error("Cannot find package '@aws-sdk/client-s3' imported from here");
    for (const error of [ofAnother, inside]) {
      assert.throws(
        () => explainMissingPackage(error),
        (thrown) => thrown === error,
      );
    }
  });
});
