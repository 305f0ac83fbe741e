import type { Kysely } from 'kysely';
import type { Schema } from '../../../database/schema.ts';
import { type ExpectedObject, inspectStored, openStored } from '../../../domain/tasks/inspect-stored.ts';
import type { StorageDriver } from '../../../storage/driver.ts';
import { parseObjectKey } from '../../../storage/object-key.ts';
import type { Feature } from '../../feature.ts';
import { describeFailedPut, type ObjectProblem, problemTexts, unreadable } from './object-problem.ts';

export interface ObjectsReport {
  readonly count: number;
  /** Bytes of those that are whole. */
  readonly bytes: number;
  readonly problems: ReadonlyArray<ObjectProblem>;
}

/** Enough to hide how long a storage takes to answer; each holds a few hundred KiB. */
const atOnce = 4;
const rowsPerPage = 500;

/** Queries for the objects of all completed versions, which nothing ever deletes, and for those of features. */
const queriesFor = (kysely: Kysely<Schema>, features: ReadonlyArray<Feature>) =>
  [
    kysely
      .selectFrom('documentVersions')
      .select(['id', 'objectKey', 'size', 'sha256'])
      .where('completedAt', 'is not', null),
    ...features.flatMap(({ storedObjects }) => storedObjects?.(kysely) ?? []),
  ].map((objects) => kysely.selectFrom(objects.as('object')));

/** All objects that a copy has too. */
export async function* namedObjects(
  kysely: Kysely<Schema>,
  features: ReadonlyArray<Feature>,
): AsyncGenerator<ExpectedObject> {
  for (const objects of queriesFor(kysely, features)) {
    yield* inPages((last) =>
      objects.selectAll().where('id', '>', last).orderBy('id').limit(rowsPerPage).execute(),
    );
  }
}

async function* inPages(
  read: (last: string) => Promise<ReadonlyArray<ExpectedObject & { readonly id: string }>>,
): AsyncGenerator<ExpectedObject> {
  let last = '';
  for (;;) {
    const page = await read(last);
    yield* page;
    if (page.length < rowsPerPage) return;
    last = page.at(-1)?.id as string;
  }
}

/** Bytes of all of them together. */
export async function sizeOfNamedObjects(
  kysely: Kysely<Schema>,
  features: ReadonlyArray<Feature>,
): Promise<number> {
  let total = 0;
  for (const objects of queriesFor(kysely, features)) {
    const { bytes } = await objects
      .select(({ fn }) => fn.sum<string | number | null>('size').as('bytes'))
      .executeTakeFirstOrThrow();
    total += Number(bytes ?? 0);
  }
  return total;
}

/**
 * Copies objects that the target does not have yet, and checks size and SHA-256 as the bytes pass. What is wrong
 * with single objects of the source is in the report; the others are copied all the same.
 * @throws `storage-unavailable` when one of the storages does not answer
 */
export function copyObjects(
  objects: AsyncIterable<ExpectedObject>,
  { from, to }: { readonly from: StorageDriver; readonly to: StorageDriver },
  onBytes: (bytes: number) => void,
): Promise<ObjectsReport> {
  return forEachObject(objects, onBytes, async (object) => {
    const key = parseObjectKey(object.objectKey);
    const there = await to.head(key);
    if (there) return there.size === object.size ? undefined : problemTexts['key-taken'];
    return copyObject(object, from, to);
  });
}

/**
 * Reads objects to their end and says which are not as the database has them.
 * @throws `storage-unavailable` when the storage does not answer
 */
export function verifyObjects(
  objects: AsyncIterable<ExpectedObject>,
  driver: StorageDriver,
  onBytes: (bytes: number) => void,
): Promise<ObjectsReport> {
  return forEachObject(objects, onBytes, async (object) => {
    const found = await inspectStored(driver, object).catch(unreadable);
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
  objects: AsyncIterable<ExpectedObject>,
  onBytes: (bytes: number) => void,
  check: (object: ExpectedObject) => Promise<string | undefined>,
): Promise<ObjectsReport> {
  const queue = objects[Symbol.asyncIterator]();
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
