import { createCounter, type OnProgress } from '../../cli/progress.ts';
import type { Database } from '../../database/database.ts';
import { onPage } from '../../database/paging.ts';
import { type ExpectedObject, inspectStored, openStored } from '../../domain/tasks/inspect-stored.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Feature } from '../feature.ts';
import { describeFailedPut, type ObjectProblem, problemTexts, unreadable } from './object-problem.ts';

export interface ObjectsReport {
  readonly count: number;
  /** Total size of the intact objects. */
  readonly bytes: number;
  readonly problems: ReadonlyArray<ObjectProblem>;
}

/** Enough to hide the storage's latency; each buffers a few hundred KiB. */
const atOnce = 4;
const rowsPerPage = 500;

/** The objects of all completed versions, which are never deleted, and of the features. */
const selectNamed = ({ features, database: { kysely } }: ObjectTarget) =>
  kysely.selectFrom(
    kysely
      .selectFrom('documentVersions')
      .select(['id', 'objectKey', 'size', 'sha256'])
      .where('completedAt', 'is not', null)
      .unionAll(features.flatMap(({ storage }) => storage?.transfer?.storedObjects?.(kysely) ?? []))
      .as('named'),
  );

async function* readNamed(target: ObjectTarget): AsyncGenerator<ExpectedObject> {
  let after: string | undefined;
  do {
    const page = await onPage(selectNamed(target).selectAll(), { after, limit: rowsPerPage }, 'id').execute();
    yield* page;
    after = page.at(-1)?.id;
  } while (after !== undefined);
}

/** The installation or backup folder that receives the copy. Its rows, already copied, name its objects. */
export interface ObjectTarget {
  /** Their objects are included. */
  readonly features: ReadonlyArray<Feature>;
  readonly database: Database;
  readonly driver: StorageDriver;
}

/**
 * Copies the objects that the target lacks, checking size and SHA-256 while streaming. Problems of single objects are
 * reported and do not stop the others.
 * @throws `storage-unavailable` when either storage does not respond
 */
export function copyObjects(
  from: StorageDriver,
  target: ObjectTarget,
  phase: string,
  onProgress: OnProgress,
): Promise<ObjectsReport> {
  const to = target.driver;
  return forEachObject(target, phase, onProgress, async (object) => {
    const there = await to.head(parseObjectKey(object.objectKey));
    if (there) return there.size === object.size ? undefined : problemTexts['key-taken'];
    return copyObject(object, from, to);
  });
}

/**
 * Reads every object to its end and reports those that differ from the database.
 * @throws `storage-unavailable` when the storage does not respond
 */
export function verifyObjects(
  target: ObjectTarget,
  phase: string,
  onProgress: OnProgress,
): Promise<ObjectsReport> {
  return forEachObject(target, phase, onProgress, async (object) => {
    const found = await inspectStored(target.driver, object).catch(unreadable);
    return typeof found === 'object' ? problemTexts[found.problem] : found;
  });
}

async function copyObject(
  object: ExpectedObject,
  from: StorageDriver,
  to: StorageDriver,
): Promise<string | undefined> {
  const source = await openStored(from, object).catch(unreadable);
  if (typeof source === 'string') return source;
  if ('problem' in source) return problemTexts[source.problem];
  try {
    await to.put(parseObjectKey(object.objectKey), source.stream(), object);
    return undefined;
  } catch (error) {
    return describeFailedPut(error);
  } finally {
    await source.close();
  }
}

async function forEachObject(
  target: ObjectTarget,
  phase: string,
  onProgress: OnProgress,
  check: (object: ExpectedObject) => Promise<string | undefined>,
): Promise<ObjectsReport> {
  const { bytes } = await selectNamed(target)
    .select(({ fn }) => fn.sum<string | number | null>('size').as('bytes'))
    .executeTakeFirstOrThrow();
  const onBytes = createCounter(onProgress, phase, Number(bytes ?? 0));
  const queue = readNamed(target);
  const found: Array<ObjectProblem> = [];
  const whole = { count: 0, bytes: 0 };
  let hasFailed = false;

  async function work(): Promise<void> {
    for (;;) {
      const next = await queue.next();
      if (next.done || hasFailed) return;
      const { objectKey, size } = next.value;
      const problem = await check(next.value);
      if (problem) found.push({ objectKey, problem });
      else {
        whole.count += 1;
        whole.bytes += size;
      }
      onBytes(size);
    }
  }

  const workers = Array.from({ length: atOnce }, () =>
    work().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return { ...whole, problems: found.sort((a, b) => (a.objectKey < b.objectKey ? -1 : 1)) };
}
