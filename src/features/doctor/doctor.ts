import { randomUUID } from 'node:crypto';
import type { UrlBinding } from '../../core/issue/url-binding.ts';
import type { Core } from '../../core/open-core.ts';
import type { Clock } from '../../lib/clock.ts';
import { type Diagnosis, type Finding, failed, ok, skipped } from '../../lib/findings.ts';
import type { PageOrigins } from '../../lib/page-origins.ts';
import { createPdfExaminer, limitsFor } from '../../pdf/examiner.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Feature, OpenTokens } from '../feature.ts';
import { clockCheck, credentialsCheck, measureAheadMs, ttlCheck } from './as-operator.ts';
import { readerChecks, signedGetCheck } from './as-reader.ts';
import type { Check, CheckContext } from './check.ts';
import { addressChecks } from './endpoints.ts';
import { examineAddresses } from './examine-addresses.ts';
import { failureOf } from './failure.ts';
import { browserChecks } from './from-browser.ts';
import { listingCheck, readRefusalChecks, unsignedGetCheck, writeRefusalChecks } from './refusals.ts';
import { uploadCheck } from './upload.ts';

/** Not a complete PDF: it only has to arrive unchanged. */
const sample = Buffer.from('%PDF-1.4\n% lectern doctor: this file may be deleted\n%%EOF\n');

/** A page that a complete examiner opens; it needs no cross-reference table to be found. */
const page = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
`);

interface Round {
  readonly checks: ReadonlyArray<Check>;
  /** If one of these has failed, the checks are skipped, so that each cause is reported once. */
  readonly after: ReadonlyArray<string>;
  /** The checks use download URLs, so they can be repeated at the internal address. */
  readonly byUrl?: true;
}

const rounds: ReadonlyArray<Round> = [
  { checks: [...addressChecks, ttlCheck, clockCheck], after: [] },
  { checks: [credentialsCheck], after: ['internal-endpoint'] },
  { checks: [listingCheck], after: ['public-endpoint'], byUrl: true },
  // In this order: a cache can serve the unsigned request only after it has served a signed one.
  { checks: [signedGetCheck, unsignedGetCheck], after: ['public-endpoint', 'credentials'], byUrl: true },
  {
    checks: [...browserChecks, ...readerChecks, uploadCheck],
    after: ['signed-get'],
    byUrl: true,
  },
  // If files are public, Azure serves them even with a wrong signature.
  { checks: readRefusalChecks, after: ['signed-get', 'unsigned-get-refused'], byUrl: true },
  // Last, because a storage that does not refuse these loses the test object.
  { checks: writeRefusalChecks, after: ['signed-get'], byUrl: true },
];

interface ExaminationParts extends PageOrigins {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ttlSeconds: number;
  readonly urlBinding: UrlBinding;
}

/** Yields the findings about the storage and the addresses of participants, then those of the features. */
export async function* diagnoseAll(
  core: Core,
  features: ReadonlyArray<Feature>,
  tokens?: OpenTokens,
): AsyncGenerator<Diagnosis> {
  yield* examine(core);
  yield { id: 'pdf-examiner', title: 'PDFs are examined', ...(await examineExaminer()) };
  yield* examineAddresses(core);
  for (const { cli } of features) if (cli?.diagnose) yield* cli.diagnose(core, { features, tokens });
}

/**
 * Checks a storage as an operator, a stranger, a reader and a browser would. Uses small test objects and removes them
 * afterwards. Yields a finding after each check.
 */
export async function* examine(parts: ExaminationParts): AsyncGenerator<Diagnosis> {
  const context = await prepare(parts);
  /** By id of a failed or skipped check: the title of the failed check to blame. */
  const blocked = new Map<string, string>();
  try {
    for (const { checks, after, byUrl } of rounds) {
      for (const check of checks) {
        if (check.appliesTo?.(context) === false) continue;
        const { id, title } = check;
        const cause = after.map((each) => blocked.get(each)).find(Boolean);
        const finding = cause ? skipped(`see "${cause}"`) : await diagnose(check, context, byUrl);
        if (cause || finding.outcome === 'failed') blocked.set(id, cause ?? title);
        yield { id, title, ...finding };
      }
    }
  } finally {
    for (const key of context.storedKeys) await parts.storage.driver.delete(key).catch(() => {}); // already reported
  }
}

/** Without it, a server takes no PDFs. */
async function examineExaminer(): Promise<Finding> {
  const examiner = createPdfExaminer(limitsFor(page.length));
  try {
    const { pages } = await examiner.examine<never>(page.length, async (write) => {
      await write(page);
      return undefined;
    });
    if (pages === 1) return ok('a page of one PDF was found');
  } catch {
    // It has not started.
  } finally {
    await examiner.close();
  }
  return failed(
    'the process that examines PDFs does not work, so uploads are refused or remain unexamined',
    'Let Lectern start processes, with 400 MiB of memory for this one. If it may, install Lectern again, as some of its files are missing.',
  );
}

async function prepare(parts: ExaminationParts): Promise<CheckContext> {
  const { storage, clock } = parts;
  const aheadMs = await measureAheadMs(storage, clock);
  return {
    ...parts,
    clock: { nowMs: () => clock.nowMs() - (aheadMs ?? 0) },
    aheadMs,
    // Below the prefix of documents, because a policy may allow no other.
    objectKey: `documents/lectern-doctor/${randomUUID()}.pdf`,
    bytes: sample,
    storedKeys: new Set(),
  };
}

/** Repeats a check that fails at the public address at the internal one, to find which is at fault. */
async function diagnose(check: Check, context: CheckContext, byUrl?: true): Promise<Finding> {
  const finding = await runCheck(check, context);
  const { endpoints, ...storage } = context.storage;
  if (finding.outcome !== 'failed' || !byUrl || !endpoints || endpoints.internal === endpoints.public) {
    return finding;
  }
  const { signDownload } = endpoints.signerFor(endpoints.internal);
  const inside = { ...context, storage: { ...storage, signer: { ...storage.signer, signDownload } } };
  if ((await runCheck(check, inside)).outcome === 'failed') return finding;
  const blame = `This works at ${endpoints.internal}, so the problem is in the proxy or CDN in front of it.`;
  return { ...finding, remedy: `${blame} ${finding.remedy}` };
}

async function runCheck(check: Check, context: CheckContext): Promise<Finding> {
  try {
    return await check.run(context);
  } catch (error) {
    return failureOf(error, context);
  }
}
