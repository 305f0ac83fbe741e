import type { Tracing } from '../lib/tracing.ts';
import type { StorageDriver } from './driver.ts';

/** The same driver, with a span around each call that asks the storage for one thing. */
export function traceDriver(driver: StorageDriver, { around }: Tracing): StorageDriver {
  const { head, open, openShared, put, copy } = driver;
  return {
    ...driver,
    head: around('storage head', head),
    open: around('storage open', open),
    put: around('storage put', put),
    copy: around('storage copy', copy),
    delete: around('storage delete', driver.delete),
    ...(openShared && { openShared: around('storage open', openShared) }),
  };
}
