import assert from 'node:assert/strict';
import { examine } from '../../../src/features/doctor/doctor.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { type Clock, systemClock } from '../../../src/lib/clock.ts';
import type { Diagnosis } from '../../../src/lib/findings.ts';
import { pageOriginsOf } from '../../../src/lib/page-origins.ts';
import { openStorage } from '../../../src/storage/providers.ts';

type Environment = Readonly<Record<string, string>>;

/** What the doctor finds with the settings of an installation on an object store, in its order. */
export async function findingsWith(
  environment: Environment,
  clock: Clock = systemClock,
): Promise<ReadonlyArray<Diagnosis>> {
  // The AWS SDK reads its credentials from the process.
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('AWS_')) process.env[name] = value;
  }
  const config = readConfig(environment);
  const ring = () => assert.fail('an object store has keys of its own');
  const storage = await openStorage(config.storage, { ...config, ring, clock, log: { warn() {} } });
  try {
    return await Array.fromAsync(
      examine({ storage, clock, ...pageOriginsOf(config), ttlSeconds: config.signedUrlTtlSeconds }),
    );
  } finally {
    storage.close();
  }
}

/** By the id of a failed check, what its finding must say. */
export type ExpectedFailures = Readonly<Record<string, RegExp>>;

/** Exactly these checks failed, and each names its cause in what was seen and what can be done. */
export function assertFailures(findings: ReadonlyArray<Diagnosis>, expected: ExpectedFailures): void {
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  assert.deepEqual(
    failed.map(({ id }) => id),
    Object.keys(expected),
    JSON.stringify(failed, null, 2),
  );
  for (const { id, detail, remedy } of failed) assert.match(`${detail} -> ${remedy}`, expected[id] ?? /^$/);
}

/** The ids of the checks that could tell nothing. */
export const skippedIn = (findings: ReadonlyArray<Diagnosis>) =>
  findings.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
