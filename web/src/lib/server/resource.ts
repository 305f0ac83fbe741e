import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  queryOptions,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import type { Input, ItemOf, ListPath, Method, Operation, Output, Page, PathOf } from 'lectern-client';
import { isApiError } from '../is-api-error.ts';
import { learnServerTime } from '../server-clock.ts';
import { client } from './client.ts';
import { timesOnTheWay } from './early-replies.ts';
import { type ChangingMethod, changedBy, keyOf, type Values } from './resource-keys.ts';

/**
 * Reads and changes through the API. The key of a query is its filled path by segment, then its query:
 * `['contests', id, 'tasks', {limit: 200}]`. So a prefix finds all that is below a path, and no key is written by hand.
 */

type Asked<M extends Method, P extends PathOf<M>> = Input<Operation<M, P>>;
/** The input is optional if all its parts are. */
type Arguments<All, More extends ReadonlyArray<unknown> = []> = object extends All
  ? [input?: All, ...More]
  : [input: All, ...More];

interface AnyInput {
  readonly path?: Values | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
}
/** Callers' types have already checked path and input. */
const untyped = client as unknown as Record<
  Method,
  <Result>(path: string, input: object) => Promise<Result>
> & { pages<Item>(path: string, input: object): AsyncIterable<Page<Item>> };

/** One resource, or one page of a list. A reply with the server's time sets the clock. */
export function read<P extends PathOf<'get'>>(path: P, ...[input]: Arguments<Asked<'get', P>>) {
  return queryOptions({
    queryKey: keyWith(path, input as AnyInput | undefined),
    async queryFn({ signal }) {
      const sentAtMs = Date.now();
      const reply = await untyped.get<Output<Operation<'get', P>>>(path, { ...input, signal });
      learnTimeOf(reply, timesOnTheWay(path, sentAtMs));
      return reply;
    },
  });
}

function learnTimeOf(reply: unknown, { sentAtMs, arrivedAtMs }: ReturnType<typeof timesOnTheWay>): void {
  if (typeof reply !== 'object' || reply === null || !('serverTime' in reply)) return;
  learnServerTime(String(reply.serverTime), sentAtMs, arrivedAtMs);
}

interface PagesOptions {
  /** Items per page; default 50. */
  readonly limit?: number;
}

/** A page of a list, with the other fields of its reply. */
type PageOf<P extends ListPath> = Page<ItemOf<P>> & Omit<Output<Operation<'get', P>>, keyof Page<unknown>>;

/** A paginated list, for `usePages`, and for loaders that read its first page. */
export function pages<P extends ListPath>(
  path: P,
  ...[input, { limit = 50 } = {}]: Arguments<Asked<'get', P>, [options?: PagesOptions]>
) {
  const { query, ...others } = (input ?? {}) as AnyInput;
  return infiniteQueryOptions({
    queryKey: keyWith(path, { ...others, query: { ...query, pages: limit } }),
    queryFn: ({ pageParam: cursor, signal }) =>
      untyped.get<PageOf<P>>(path, { ...others, query: { ...query, limit, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** The result of `pages`, with options that its user may add. */
export type PagesOf<Found extends Page<unknown>> = UseInfiniteQueryOptions<
  Found,
  Error,
  InfiniteData<Found>,
  QueryKey,
  string | undefined
>;

/** A paginated list of the API, as one list. */
export type PagesQuery<Item> = UseInfiniteQueryResult<ReadonlyArray<Item>>;

/** Reads `pages`. The previous items stay while another filter loads. */
export function usePages<Found extends Page<unknown>>(
  options: PagesOf<Found>,
): PagesQuery<Found['items'][number]> {
  return useInfiniteQuery({
    ...options,
    select: (data) => data.pages.flatMap(({ items }) => items),
    placeholderData: keepPreviousData,
  });
}

interface AllOptions {
  /** Most items to read; default 2,000, too many to choose from anyway. */
  readonly atMost?: number;
}

/** All items of a list that is short or offered as a choice. */
export function all<P extends ListPath>(
  path: P,
  ...[input, { atMost = 2000 } = {}]: Arguments<Asked<'get', P>, [options?: AllOptions]>
) {
  const { query, ...others } = (input ?? {}) as AnyInput;
  return queryOptions({
    queryKey: keyWith(path, { ...others, query: { ...query, all: atMost } }),
    queryFn: ({ signal }) =>
      itemsOf<ItemOf<P>>(untyped.pages(path, { ...others, query: { ...query, limit: 200 }, signal }), atMost),
  });
}

/** The items of all pages, up to a limit. */
async function itemsOf<Item>(pages: AsyncIterable<Page<Item>>, atMost: number): Promise<ReadonlyArray<Item>> {
  const found: Array<Item> = [];
  for await (const { items } of pages) {
    found.push(...items);
    if (found.length >= atMost) break;
  }
  return found;
}

/**
 * Sends a change, and refetches what it may show in (`resource-keys.ts`) before it resolves. After an error it refetches without waiting, because only the reply may have been lost. A dry run affects nothing.
 */
export async function send<M extends ChangingMethod, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[input]: Arguments<Asked<M, P>>
): Promise<Output<Operation<M, P>>> {
  const { path: values, query } = (input ?? {}) as AnyInput;
  let sent: Output<Operation<M, P>>;
  try {
    sent = await untyped[method](path, input ?? {});
  } catch (error) {
    if (!isApiError(error, 'unauthenticated')) void refetchAfter(method, path, values, { isRefused: true });
    throw error;
  }
  if (!query?.['dryRun']) await refetchAfter(method, path, values);
  return sent;
}

let cache: QueryClient | undefined;
/** Sets the cache that `send` invalidates. */
export const setQueryClient = (queryClient: QueryClient): void => {
  cache = queryClient;
};

/** Tells other tabs of the browser what changed. */
const changes = new BroadcastChannel('lectern-changes');
// Other tabs may show a deleted resource: they refetch it, and then show that it is gone.
changes.onmessage = ({ data: [method, path, values] }: MessageEvent<[ChangingMethod, string, Values?]>) =>
  void invalidate(method, path, values, { isRefused: true });

/** Refetches what a change affects in all tabs, as after `send`. */
export function refetchAfter(
  method: ChangingMethod,
  path: string,
  values?: Values,
  options?: { readonly isRefused?: boolean },
): Promise<void> {
  changes.postMessage([method, path, values]);
  return invalidate(method, path, values, options);
}

async function invalidate(
  method: ChangingMethod,
  path: string,
  values?: Values,
  { isRefused = false } = {},
): Promise<void> {
  const { keys, ...touched } = changedBy(method, path, values);
  const gone = isRefused ? undefined : touched.gone;
  // The page of a deleted resource is about to close, so it is only marked as stale.
  if (gone) await cache?.invalidateQueries({ queryKey: gone, refetchType: 'none' });
  // One call, so that a query below two of the keys is fetched once.
  await cache?.invalidateQueries({
    predicate: ({ queryKey }) =>
      keys.some((key) => isBelow(queryKey, key)) && !(gone && isBelow(queryKey, gone)),
  });
}

const isBelow = (queryKey: QueryKey, key: ReadonlyArray<string>): boolean =>
  key.every((segment, at) => queryKey[at] === segment);

function keyWith(path: string, { path: values, query = {} }: AnyInput = {}): QueryKey {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return [...keyOf(path, values), ...(given.length === 0 ? [] : [Object.fromEntries(given)])];
}
