import { randomUUID } from 'node:crypto';
import type { Core } from '../../core/open-core.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Diagnosis, type Finding, skipped } from '../../lib/findings.ts';
import type { PageOrigins } from '../../lib/page-origins.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Feature, OpenTokens } from '../feature.ts';
import { clockCheck, credentialsCheck, measureAheadMs, ttlCheck } from './as-operator.ts';
import { readerChecks, signedGetCheck } from './as-reader.ts';
import type { Check, CheckContext } from './check.ts';
import { addressChecks } from './endpoints.ts';
import { failureOf } from './failure.ts';
import { browserChecks } from './from-browser.ts';
import { listingCheck, readRefusalChecks, unsignedGetCheck, writeRefusalChecks } from './refusals.ts';
import { uploadCheck } from './upload.ts';

/** Not a whole PDF: it only has to arrive as it was stored. */
const sample = Buffer.from('%PDF-1.4\n% lectern doctor: this file may be deleted\n%%EOF\n');

interface Round {
  readonly checks: ReadonlyArray<Check>;
  /** Checks that tell nothing once one of these has failed: they are skipped, so that a cause is reported once. */
  readonly after: ReadonlyArray<string>;
  /** They use download URLs, so they work at the internal address too. */
  readonly byUrl?: true;
}

const rounds: ReadonlyArray<Round> = [
  { checks: [...addressChecks, ttlCheck, clockCheck], after: [] },
  { checks: [credentialsCheck], after: ['internal-endpoint'] },
  { checks: [listingCheck], after: ['public-endpoint'], byUrl: true },
  // A cache would hold the file only once somebody has had it.
  { checks: [signedGetCheck, unsignedGetCheck], after: ['public-endpoint', 'credentials'], byUrl: true },
  {
    checks: [...browserChecks, ...readerChecks, uploadCheck],
    after: ['signed-get'],
    byUrl: true,
  },
  // Where files are public, Azure also delivers them for a wrong signature.
  { checks: readRefusalChecks, after: ['signed-get', 'unsigned-get-refused'], byUrl: true },
  // The last, as the object is gone where they are not refused.
  { checks: writeRefusalChecks, after: ['signed-get'], byUrl: true },
];

interface ExaminationParts extends PageOrigins {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ttlSeconds: number;
}

/** The checks of the storage, and then those of the features, one by one. */
export async function* diagnoseAll(
  core: Core,
  features: ReadonlyArray<Feature>,
  tokens?: OpenTokens,
): AsyncGenerator<Diagnosis> {
  yield* examine(core);
  for (const feature of features) if (feature.diagnose) yield* feature.diagnose(core, tokens);
}

/**
 * Checks a storage as an operator, a stranger, a reader and a browser would, with small objects of its own
 * that it removes afterwards. Yields what it found, check by check.
 */
export async function* examine(parts: ExaminationParts): AsyncGenerator<Diagnosis> {
  const context = await prepare(parts);
  /** The title of the failure that kept a check from telling anything, by the id of the check. */
  const blocked = new Map<string, string>();
  try {
    for (const { checks, after, byUrl } of rounds) {
      for (const check of checks) {
        const { id, title } = check;
        const cause = after.map((each) => blocked.get(each)).find(Boolean);
        const finding = cause ? skipped(`see "${cause}"`) : await diagnose(check, context, byUrl);
        if (cause || finding.outcome === 'failed') blocked.set(id, cause ?? title);
        yield { id, title, ...finding };
      }
    }
  } finally {
    for (const key of context.storedKeys) await parts.storage.driver.delete(key).catch(() => {}); // told already
  }
}

async function prepare(parts: ExaminationParts): Promise<CheckContext> {
  const { storage, clock } = parts;
  const aheadMs = await measureAheadMs(storage, clock);
  return {
    ...parts,
    clock: { nowMs: () => clock.nowMs() - (aheadMs ?? 0) },
    aheadMs,
    // Below the prefix of all documents, as a policy may allow no other.
    objectKey: `documents/lectern-doctor/${randomUUID()}.pdf`,
    bytes: sample,
    storedKeys: new Set(),
  };
}

/** What fails at the public address is tried at the internal one as well, to find out which is at fault. */
async function diagnose(check: Check, context: CheckContext, byUrl?: true): Promise<Finding> {
  const finding = await runCheck(check, context);
  const { endpoints, ...storage } = context.storage;
  if (finding.outcome !== 'failed' || !byUrl || !endpoints || endpoints.internal === endpoints.public) {
    return finding;
  }
  const { signDownload } = endpoints.signerFor(endpoints.internal);
  const inside = { ...context, storage: { ...storage, signer: { ...storage.signer, signDownload } } };
  if ((await runCheck(check, inside)).outcome === 'failed') return finding;
  const blame = `At ${endpoints.internal} this is in order, so the fault is in what stands in front of it.`;
  return { ...finding, remedy: `${blame} ${finding.remedy}` };
}

async function runCheck(check: Check, context: CheckContext): Promise<Finding> {
  try {
    return await check.run(context);
  } catch (error) {
    return failureOf(error, context);
  }
}
