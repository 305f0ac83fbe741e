import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  assertFailures,
  type ExpectedFailures,
  findingsWith,
  skippedIn,
} from '../features/doctor/findings.ts';

type Settings = Readonly<Record<string, string>>;

interface Mistake {
  readonly what: string;
  readonly changes: Settings;
  readonly expected: ExpectedFailures;
  /** The checks that are skipped then, where that is known. */
  readonly skipped?: ReadonlyArray<string>;
}

/** The doctor passes a correct storage, and names one wrong setting at a time, and nothing else. */
export function doctorContract(
  settings: Settings,
  mistakes: ReadonlyArray<Mistake>,
  warnings?: ReadonlyArray<string>,
): void {
  it('finds nothing wrong with correct settings', async () => {
    const findings = await findingsWith(settings);
    assertFailures(findings, {});
    assert.deepEqual(skippedIn(findings), []);
    const warned = findings.filter(({ outcome }) => outcome === 'warning').map(({ id }) => id);
    if (warnings) assert.deepEqual(warned, warnings);
    assert.ok(findings.length > 15, `${findings.length} checks`);
  });

  for (const { what, changes, expected, skipped } of mistakes) {
    it(`names only ${what}, without a secret`, async () => {
      const changed: Settings = { ...settings, ...changes };
      const findings = await findingsWith(changed);
      assertFailures(findings, expected);
      if (skipped) assert.deepEqual(skippedIn(findings), skipped);
      const secrets = Object.entries(changed).filter(([name]) => name.endsWith('_KEY'));
      assert.ok(secrets.length > 0);
      for (const [name, secret] of secrets) assert.ok(!JSON.stringify(findings).includes(secret), name);
    });
  }
}
