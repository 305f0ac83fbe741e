import assert from 'node:assert/strict';
import { urlBindingOf } from '../../../src/core/issue/url-binding.ts';
import { examine } from '../../../src/features/doctor/doctor.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { type Clock, systemClock } from '../../../src/lib/clock.ts';
import type { Diagnosis } from '../../../src/lib/findings.ts';
import { pageOriginsOf } from '../../../src/lib/page-origins.ts';
import { openStorage } from '../../../src/storage/providers.ts';
import { pluck } from '../../support/pluck.ts';

type Environment = Readonly<Record<string, string>>;

/** What the doctor finds with the settings of an installation on an object store, in order. */
export async function findingsWith(
  environment: Environment,
  clock: Clock = systemClock,
): Promise<ReadonlyArray<Diagnosis>> {
  // The AWS SDK reads its credentials from the process.
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('AWS_')) process.env[name] = value;
  }
  const config = readConfig(environment);
  const ring = () => assert.fail('an object store has its own keys');
  const storage = await openStorage(config.storage, { ...config, ring, clock, log: { warn() {} } });
  try {
    return await Array.fromAsync(
      examine({
        ...{ storage, clock, ...pageOriginsOf(config), ttlSeconds: config.signedUrlTtlSeconds },
        urlBinding: urlBindingOf(config.bindUrls, storage.provider),
      }),
    );
  } finally {
    storage.close();
  }
}

/** What the finding must say, by the id of a failed check. */
export type ExpectedFailures = Readonly<Record<string, RegExp>>;

/** Asserts that exactly these checks failed, and that each names its cause and what to do. */
export function assertFailures(findings: ReadonlyArray<Diagnosis>, expected: ExpectedFailures): void {
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  assert.deepEqual(pluck(failed, 'id'), Object.keys(expected), JSON.stringify(failed, null, 2));
  for (const { id, detail, remedy } of failed) assert.match(`${detail} -> ${remedy}`, expected[id] ?? /^$/);
}

export const skippedIn = (findings: ReadonlyArray<Diagnosis>) =>
  findings.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
