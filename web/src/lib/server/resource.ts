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
import { type ChangingMethod, keyOf, touchedBy, type Values } from './resource-keys.ts';

/**
 * What is read of the API, and what is sent to it. The key of a query is its path, filled, segment by segment, and its query:
 * `['contests', id, 'tasks', {limit: 200}]`. So what is below a path is found by its beginning, and no key is typed by hand.
 */

type Asked<M extends Method, P extends PathOf<M>> = Input<Operation<M, P>>;
/** The input may be left out where nothing of it is needed. */
type Arguments<All, More extends ReadonlyArray<unknown> = []> = object extends All
  ? [input?: All, ...More]
  : [input: All, ...More];

interface AnyInput {
  readonly path?: Values | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
}
/** The types of a path and of what is asked have been checked by whoever calls. */
const untyped = client as unknown as Record<
  Method,
  <Result>(path: string, input: object) => Promise<Result>
> & { pages<Item>(path: string, input: object): AsyncIterable<Page<Item>> };

/** One thing, or one page of a list. A reply that tells the server's time sets the clock. */
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
  /** How many items a page has; default 50. */
  readonly limit?: number;
}

/** A page of a list, with what else its answer has. */
type PageOf<P extends ListPath> = Page<ItemOf<P>> & Omit<Output<Operation<'get', P>>, keyof Page<unknown>>;

/** A list page after page, for `usePages`, and for a loader that reads its first page. */
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

/** What `pages` gives, with what its user adds to it. */
export type PagesOf<Found extends Page<unknown>> = UseInfiniteQueryOptions<
  Found,
  Error,
  InfiniteData<Found>,
  QueryKey,
  string | undefined
>;

/** A list of the API, page after page, as one list. */
export type PagesQuery<Item> = UseInfiniteQueryResult<ReadonlyArray<Item>>;

/** Reads `pages`. While another filter is on its way, what was there stays. */
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
  /** After so many it ends; default 2,000, beyond which nobody chooses from a list. */
  readonly atMost?: number;
}

/** All items of a list, where it is short or chosen from. */
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

/** The items of all pages, until there are as many. */
async function itemsOf<Item>(pages: AsyncIterable<Page<Item>>, atMost: number): Promise<ReadonlyArray<Item>> {
  const found: Array<Item> = [];
  for await (const { items } of pages) {
    found.push(...items);
    if (found.length >= atMost) break;
  }
  return found;
}

/**
 * Sends a change, and has what it touches read again before it counts as done: all below the parent path of what it changes,
 * and what the links of `resource-keys.ts` have. After an error as well, and nobody waits for it then: the last answer may have been lost, and
 * not what it spoke of. A dry run touches nothing.
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
    if (!isApiError(error, 'unauthenticated')) void readAgain(method, path, values, { isRefused: true });
    throw error;
  }
  if (!query?.['dryRun']) await readAgain(method, path, values);
  return sent;
}

let cache: QueryClient | undefined;
/** Says where what is read is kept. */
export const keepIn = (queryClient: QueryClient): void => {
  cache = queryClient;
};

/** To the other tabs of the browser: what has changed. */
const changes = new BroadcastChannel('lectern-changes');
// What was deleted stays on their pages, so it is read again there: they then say that it is gone.
changes.onmessage = ({ data: [method, path, values] }: MessageEvent<[ChangingMethod, string, Values?]>) =>
  void invalidate(method, path, values, { isRefused: true });

/** Has all that a change touches read again, as after `send`, in all tabs. */
export function readAgain(
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
  const { keys, ...touched } = touchedBy(method, path, values);
  const gone = isRefused ? undefined : touched.gone;
  // It may still be on the page, which is about to be left: it is asked for again when somebody comes back to it.
  if (gone) await cache?.invalidateQueries({ queryKey: gone, refetchType: 'none' });
  // In one go: what is below two of the keys is asked for once.
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
