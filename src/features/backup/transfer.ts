import type { OnProgress } from '../../cli/progress.ts';
import type { Config } from '../../config/config.ts';
import { unmarkUnfinishedTransfer } from '../../database/unfinished-transfer.ts';
import type { Feature } from '../feature.ts';
import { differences, type Fingerprint, fingerprintAll } from './fingerprint.ts';
import { type Installation, refuseMissingDatabase, withInstallation } from './installation.ts';
import { copyObjects, type ObjectsReport, verifyObjects } from './objects.ts';
import { checkSource, claimTarget } from './transfer-ends.ts';
import { transferRowsTo } from './transfer-rows.ts';
import { transferSecrets } from './transfer-secrets.ts';
import { readTransferTables } from './transferred-tables.ts';

export interface TransferReport {
  readonly source: string;
  readonly target: string;
  /** As read from the source. */
  readonly tables: ReadonlyArray<{ readonly name: string } & Fingerprint>;
  /** Tables whose rows in the target differ from those read from the source. */
  readonly differing: ReadonlyArray<string>;
  /** Tables that changed in the source during the transfer. */
  readonly changed: ReadonlyArray<string>;
  readonly objects: ObjectsReport;
  /** Remaining steps for the operator, as sentences. */
  readonly advice: ReadonlyArray<string>;
  /** Whether the target is ready to use. */
  readonly isFinished: boolean;
}

export interface TransferOptions {
  /** Their tables and objects are copied too. */
  readonly features: ReadonlyArray<Feature>;
  /** Finish even if objects are missing or damaged. */
  readonly isIncompleteFine?: boolean;
  readonly onProgress?: OnProgress;
}

/**
 * Copies all rows, and all objects of completed versions, to another installation, then reads both sides again to compare them. If it is
 * interrupted or finds differences, the target stays marked as unfinished and cannot be used; running the same transfer again resumes it.
 * @throws OperatorError when the source is missing, the target refuses rows, or `checkSource` or `claimTarget` throws it
 * @throws `storage-unavailable` or `unavailable` when a storage or a database does not respond
 */
export async function transferInstallation(
  from: Config,
  to: Config,
  options: TransferOptions,
): Promise<TransferReport> {
  refuseMissingDatabase(from);
  return withInstallation(from, options.features, async (source) => {
    await checkSource(source);
    return withInstallation(to, options.features, async (target) => {
      await claimTarget(target, source);
      return transferBetween(source, target, options);
    });
  });
}

async function transferBetween(
  source: Installation,
  target: Installation,
  { features, isIncompleteFine = false, onProgress = () => {} }: TransferOptions,
): Promise<TransferReport> {
  const advice = await transferSecrets(source, target);
  const tables = await readTransferTables(source.database, features);
  const transferRows = transferRowsTo(target.database);
  const read = await fingerprintAll(source.database, tables, 'copying rows', onProgress, transferRows);
  const objects = await copyAllObjects(source, target, onProgress);
  const written = await fingerprintAll(target.database, tables, 'checking rows of the target', onProgress);
  const afterwards = await fingerprintAll(source.database, tables, 'checking rows of the source', onProgress);

  const differing = differences(read, written);
  const changed = differences(read, afterwards);
  const isFinished =
    differing.length === 0 && changed.length === 0 && (isIncompleteFine || objects.problems.length === 0);
  if (isFinished) await unmarkUnfinishedTransfer(target.database);
  return {
    source: source.name,
    target: target.name,
    tables: [...read].map(([name, fingerprint]) => ({ name, ...fingerprint })),
    differing,
    changed,
    objects,
    advice,
    isFinished,
  };
}

/** Takes the objects from the target's rows, which are complete by now, so it needs no snapshot of the source. */
async function copyAllObjects(
  source: Installation,
  target: Installation,
  onProgress: OnProgress,
): Promise<ObjectsReport> {
  const copied = await copyObjects(source.driver, target, 'copying objects', onProgress);
  const verified = await verifyObjects(target, 'checking objects', onProgress);
  // An object that could not be copied is also missing in the target; the first problem says more.
  const known = new Set(copied.problems.map(({ objectKey }) => objectKey));
  const others = verified.problems.filter(({ objectKey }) => !known.has(objectKey));
  return { ...verified, problems: [...copied.problems, ...others] };
}
