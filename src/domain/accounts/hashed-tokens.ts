import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth';
import { hashToken } from '../../lib/random-token.ts';

type OpenAdapter = (options: BetterAuthOptions) => DBAdapter;

/**
 * A better-auth adapter that stores hashes of session tokens, while better-auth itself uses the tokens: it finds, changes and ends a
 * session by its token, and gets the token back with the session. Sessions found another way come with the hash, which opens nothing.
 */
export function hashingSessionTokens(openAdapter: OpenAdapter): OpenAdapter {
  return (options) => {
    const adapter = openAdapter(options);
    return {
      ...adapter,
      ...hashing(adapter),
      transaction: (run) =>
        adapter.transaction((transaction) => run({ ...transaction, ...hashing(transaction) })),
    };
  };
}

/** All operations that name or return a session. */
function hashing(adapter: DBTransactionAdapter) {
  return {
    create: async (query) => withToken(await adapter.create(stored(query)), tokenOf(query)),
    findOne: async (query) => withToken(await adapter.findOne(stored(query)), tokenOf(query)),
    findMany: async <Row>(query: Parameters<DBAdapter['findMany']>[0]) =>
      (await adapter.findMany<Row>(stored(query))).map((row) => withToken(row, tokenOf(query))),
    count: (query) => adapter.count(stored(query)),
    update: async (query) => withToken(await adapter.update(stored(query)), tokenOf(query)),
    updateMany: (query) => adapter.updateMany(stored(query)),
    delete: (query) => adapter.delete(stored(query)),
    deleteMany: (query) => adapter.deleteMany(stored(query)),
    consumeOne: async (query) => withToken(await adapter.consumeOne(stored(query)), tokenOf(query)),
    incrementOne: async (query) => withToken(await adapter.incrementOne(stored(query)), tokenOf(query)),
  } satisfies Partial<DBTransactionAdapter>;
}

interface Query {
  readonly model: string;
  readonly where?: Array<Where> | undefined;
  readonly data?: Record<string, unknown>;
  readonly update?: Record<string, unknown>;
}

/** The query with hashes instead of tokens. */
function stored<Q extends Query>(query: Q): Q {
  if (query.model !== 'session') return query;
  const { where, data, update } = query;
  return {
    ...query,
    ...(where ? { where: where.map(hashedCondition) } : {}),
    ...(data ? { data: hashedFields(data) } : {}),
    ...(update ? { update: hashedFields(update) } : {}),
  };
}

function hashedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { token } = fields;
  return token === undefined ? fields : { ...fields, token: hashToken(String(token)) };
}

function hashedCondition(condition: Where): Where {
  if (condition.field !== 'token') return condition;
  const { value } = condition;
  return {
    ...condition,
    value: Array.isArray(value) ? value.map((each) => hashToken(String(each))) : hashToken(String(value)),
  };
}

/** The single token that a query names. */
function tokenOf({ model, where, data }: Query): unknown {
  if (model !== 'session') return undefined;
  const named = where?.find(({ field, operator = 'eq' }) => field === 'token' && operator === 'eq');
  return data?.['token'] ?? named?.value;
}

function withToken<Row>(row: Row, token: unknown): Row {
  return row === null || token === undefined ? row : { ...row, token };
}
