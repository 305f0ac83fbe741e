import { StatementSync } from 'node:sqlite';
import pg from 'pg';

/** Counts the statements that read rows which this process runs during an action, on either database. */
export async function countQueries<T>(
  act: () => Promise<T>,
): Promise<{ result: T; queries: number; texts: ReadonlyArray<string> }> {
  const texts: Array<string> = [];
  const restore = [
    watch(StatementSync.prototype, 'all', (statement) => texts.push((statement as StatementSync).sourceSQL)),
    watch(pg.Client.prototype, 'query', (_client, query) =>
      texts.push(typeof query === 'string' ? query : (query as pg.QueryConfig).text),
    ),
  ];
  try {
    const result = await act();
    return { result, queries: texts.length, texts };
  } finally {
    for (const end of restore) end();
  }
}

function watch(
  prototype: object,
  method: string,
  onCall: (self: unknown, ...values: Array<unknown>) => void,
): () => void {
  const methods = prototype as Record<string, (...values: Array<unknown>) => unknown>;
  const original = methods[method] as (...values: Array<unknown>) => unknown;
  methods[method] = function watched(this: unknown, ...values) {
    onCall(this, ...values);
    return original.apply(this, values);
  };
  return () => {
    methods[method] = original;
  };
}
