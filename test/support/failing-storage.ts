import type { StorageDriver } from '../../src/storage/driver.ts';
import { storageUnavailable } from '../../src/storage/storage-unavailable.ts';

/** Which request to the storage fails, counted from 1: before it arrives there, or so that only its answer is lost. */
export interface StorageFault {
  readonly nth: number;
  readonly loses: 'request' | 'answer';
}

/** Forwards everything to a storage, except one request. */
export function failingStorage(
  driver: StorageDriver,
  { nth, loses }: StorageFault,
): { readonly driver: StorageDriver; readonly hasFailed: () => boolean } {
  let seen = 0;
  const broken = () => storageUnavailable(new Error('the connection broke'));

  function failing<Args extends ReadonlyArray<unknown>, Result>(
    request: (...args: Args) => Promise<Result>,
    forget?: (answer: Result) => Promise<void> | undefined,
  ): (...args: Args) => Promise<Result> {
    return async (...args) => {
      seen += 1;
      if (seen !== nth) return request(...args);
      if (loses === 'answer') {
        const answer = await request(...args);
        await forget?.(answer);
      }
      throw broken();
    };
  }

  return {
    hasFailed: () => seen >= nth,
    driver: {
      head: failing(driver.head),
      open: failing(driver.open, (object) => object?.close()),
      put: failing(driver.put),
      copy: failing(driver.copy),
      delete: failing(driver.delete),
      list: driver.list,
      removeAbandoned: failing(driver.removeAbandoned),
    },
  };
}
