import { type Static, type TSchema, Type } from 'typebox';
import { type FoundPage, findPage, type Page } from '../database/paging.ts';
import { LecternError } from '../lib/errors.ts';
import { object } from './shapes.ts';

/** Every list is `{items, nextCursor}`. */

const defaultLimit = 50;
const maxLimit = 200;

export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: maxLimit, default: defaultLimit }),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`nextCursor` of the previous page.' })),
};

export const PageQuery = object(pageQuery);

/** @param more properties that describe the whole list */
export const pageOf = <T extends TSchema, More extends Record<string, TSchema> = Record<never, never>>(
  item: T,
  more?: More,
) =>
  object(
    {
      items: Type.Array(item),
      nextCursor: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: 'Null on the last page.',
      }),
      ...more,
    },
    'title' in item ? { title: `${item.title}Page` } : {},
  );

export interface ListPage<Item> {
  readonly items: Array<Item>;
  readonly nextCursor: string | null;
}

/**
 * Reads a page.
 * @param read returns up to `limit` items after the one whose key is `after`
 * @param key the property that the list is ordered by
 */
export const readPage = <Key extends string, Item extends Readonly<Record<Key, string>>>(
  query: Static<typeof PageQuery>,
  read: (page: Page) => Promise<ReadonlyArray<Item>>,
  key: Key,
): Promise<ListPage<Item>> => readFoundPage(query, (page) => findPage(page, read, (item) => item[key]));

/** The same for a list that returns the key to continue after. */
export async function readFoundPage<Item>(
  query: Static<typeof PageQuery>,
  read: (page: Page) => Promise<FoundPage<Item>>,
): Promise<ListPage<Item>> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const { items, next } = await read({ after, limit: query.limit });
  return { items: [...items], nextCursor: next === undefined ? null : encodeCursor(next) };
}

/** Converts the items of a page; its other properties stay. */
export function mapPage<Item, Reply, Rest extends object>(
  { items, ...page }: { readonly items: ReadonlyArray<Item> } & Rest,
  toReply: (item: Item) => Reply,
) {
  return { items: items.map((item) => toReply(item)), ...page };
}

/** Opaque to clients, so that the order can change later. */
function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || encodeCursor(key) !== cursor) {
    throw new LecternError(
      'request-invalid',
      '"cursor" is not valid. Send the nextCursor of the previous page unchanged.',
    );
  }
  return key;
}
