import { readFile } from 'node:fs/promises';
import { createCounter, type OnProgress } from '../../../cli/progress.ts';
import { type Config, dataPaths } from '../../../config/config.ts';
import type { Table } from '../../../database/catalogue.ts';
import { unmarkUnfinishedTransfer } from '../../../database/unfinished-transfer.ts';
import { createOnce } from '../../../lib/durable-file.ts';
import type { Feature } from '../../feature.ts';
import { differences, type Fingerprint, type Fingerprints, fingerprintAll } from './fingerprint.ts';
import { type Installation, usesDataFolder } from './installation.ts';
import type { ObjectProblem } from './object-problem.ts';
import {
  copyObjects,
  namedObjects,
  type ObjectsReport,
  sizeOfNamedObjects,
  verifyObjects,
} from './objects.ts';
import { countRows, withSnapshot } from './rows.ts';
import { readTransferTables } from './tables.ts';
import { openSource, openTarget } from './transfer-ends.ts';
import { transferKeys } from './transfer-keys.ts';
import { transferRows } from './transfer-rows.ts';

export interface TransferReport {
  readonly source: string;
  readonly target: string;
  /** As read from the source. */
  readonly tables: ReadonlyArray<{ readonly name: string } & Fingerprint>;
  /** Tables whose rows in the target are not those that were read from the source. */
  readonly differing: ReadonlyArray<string>;
  /** Tables that changed in the source during the transfer. */
  readonly changed: ReadonlyArray<string>;
  readonly objects: ObjectsReport;
  /** What the operator still has to do, in sentences. */
  readonly advice: ReadonlyArray<string>;
  /** Whether the target may be used now. */
  readonly isFinished: boolean;
}

export interface TransferOptions {
  /** Those whose tables and objects are copied with those of the core. */
  readonly features: ReadonlyArray<Feature>;
  /** Finish even if objects are missing or damaged. */
  readonly isIncompleteFine?: boolean;
  readonly onProgress?: OnProgress;
}

/**
 * Copies all rows and all objects of completed versions to another installation, and reads both sides again to
 * compare them. When it is cut off, or finds differences, the target stays marked as unfinished: the same transfer
 * again goes on from there, and nothing else opens it.
 * @throws OperatorError as `openSource` and `openTarget` do, and when the target refuses rows
 * @throws `storage-unavailable` or `unavailable` when a storage or a database does not answer
 */
export async function transferInstallation(
  from: Config,
  to: Config,
  options: TransferOptions,
): Promise<TransferReport> {
  const source = await openSource(from, options.features);
  try {
    const target = await openTarget(to, source, options.features);
    try {
      return await transferBetween(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function transferBetween(
  source: Installation,
  target: Installation,
  { features, isIncompleteFine = false, onProgress = () => {} }: TransferOptions,
): Promise<TransferReport> {
  const advice = [await transferKeys(source, target), await transferAuthSecret(source.config, target.config)];
  const tables = await readTransferTables(source.database, features);
  const read = await copyAllRows(source, target, tables, onProgress);
  const objects = await copyAllObjects(source, target, features, onProgress);
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
    advice: advice.filter((each) => each !== undefined),
    isFinished,
  };
}

async function copyAllRows(
  source: Installation,
  target: Installation,
  tables: ReadonlyArray<Table>,
  onProgress: OnProgress,
): Promise<Fingerprints> {
  return withSnapshot(source.database, async (snapshot) => {
    let total = 0;
    for (const table of tables) total += await countRows(snapshot, table);
    const count = createCounter(onProgress, 'copying rows', total);
    const read = new Map<string, Fingerprint>();
    for (const table of tables)
      read.set(table.name, await transferRows(snapshot, target.database, table, count));
    return read;
  });
}

/** The target's rows name the objects, so it needs no snapshot of the source, and they are whole by now. */
async function copyAllObjects(
  source: Installation,
  target: Installation,
  features: ReadonlyArray<Feature>,
  onProgress: OnProgress,
): Promise<ObjectsReport> {
  const { kysely } = target.database;
  const total = await sizeOfNamedObjects(kysely, features);
  const copied = await copyObjects(
    namedObjects(kysely, features),
    { from: source.driver, to: target.driver },
    createCounter(onProgress, 'copying objects', total),
  );
  const verified = await verifyObjects(
    namedObjects(kysely, features),
    target.driver,
    createCounter(onProgress, 'checking objects', total),
  );
  // What could not be copied is missing as well, and the first reason is the better one.
  const problems = new Map<string, ObjectProblem>();
  for (const each of [...copied.problems, ...verified.problems]) {
    if (!problems.has(each.objectKey)) problems.set(each.objectKey, each);
  }
  return { ...verified, problems: [...problems.values()] };
}

/**
 * Hands the secret behind session cookies to the target, so that nobody has to sign in again, if the target keeps it
 * in its data folder.
 * @returns what the operator still has to do; never the secret
 */
async function transferAuthSecret(source: Config, target: Config): Promise<string | undefined> {
  const secret = source.authSecret ?? (await readSecret(source));
  if (secret === undefined) return undefined; // nobody has a session then
  if (target.authSecret === undefined && usesDataFolder(target)) {
    await createOnce(dataPaths(target.dataDir).authSecret, `${secret}\n`);
  }
  if ((target.authSecret ?? (await readSecret(target))) === secret) return undefined;
  const where = source.authSecret === undefined ? dataPaths(source.dataDir).authSecret : 'the source';
  return `Give the target the LECTERN_AUTH_SECRET of ${where}, or everybody signs in again.`;
}

async function readSecret({ dataDir }: Config): Promise<string | undefined> {
  const text = await readFile(dataPaths(dataDir).authSecret, 'utf8').catch(() => undefined);
  return text?.trim();
}
