import { StatementSync } from 'node:sqlite';
import pg from 'pg';

/** How many statements that read rows this process runs while something is done, on either database. */
export async function countQueries<T>(act: () => Promise<T>): Promise<{ result: T; queries: number }> {
  let queries = 0;
  const restore = [
    watch(StatementSync.prototype, 'all', () => (queries += 1)),
    watch(pg.Client.prototype, 'query', () => (queries += 1)),
  ];
  try {
    return { result: await act(), queries };
  } finally {
    for (const end of restore) end();
  }
}

function watch(prototype: object, method: string, onCall: () => void): () => void {
  const methods = prototype as Record<string, (...values: Array<unknown>) => unknown>;
  const original = methods[method] as (...values: Array<unknown>) => unknown;
  methods[method] = function watched(this: unknown, ...values) {
    onCall();
    return original.apply(this, values);
  };
  return () => {
    methods[method] = original;
  };
}
