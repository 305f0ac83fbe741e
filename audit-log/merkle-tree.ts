import { hash } from 'node:crypto';

/** Hashes per tile, as in C2SP `tlog-tiles`. */
export const tileWidth = 256;
export const hashBytes = 32;

/**
 * Up to 256 hashes of neighbouring subtrees. On level 0 these are the hashes of leaves; each hash on a level above is
 * the root of a full tile below.
 */
export interface Tile {
  readonly level: number;
  /** Position on its level, from 0. */
  readonly index: number;
  readonly hashes: ReadonlyArray<Buffer>;
}

/** A Merkle tree (RFC 6962 §2.1) that grows at its right edge and keeps only that in memory. */
export interface MerkleTree {
  /** Number of leaves. */
  readonly size: () => number;
  /** @param leafHash the result of `hashLeaf` */
  readonly append: (leafHash: Buffer) => void;
  readonly root: () => Buffer;
  /** The tiles that have grown since the last call, without empty ones. */
  readonly takeGrown: () => ReadonlyArray<Tile>;
}

const [leafPrefix, nodePrefix] = [Buffer.from([0]), Buffer.from([1])];

const sha256 = (...parts: ReadonlyArray<Uint8Array>) => hash('sha256', Buffer.concat(parts), 'buffer');

export const hashLeaf = (leaf: string | Uint8Array): Buffer => sha256(leafPrefix, Buffer.from(leaf));

/** The root of a tree without leaves. */
const emptyRoot = sha256();

/** @param edge the rightmost tile of each level from 0 up, unless it is full; none for an empty tree */
export function createMerkleTree(size = 0, edge: ReadonlyArray<ReadonlyArray<Buffer>> = []): MerkleTree {
  const open = edge.map((hashes) => [...hashes]);
  let leaves = size;
  let filled: Array<Tile> = [];
  let lowestUnchanged = 0;

  function put(hash: Buffer, level: number): void {
    lowestUnchanged = Math.max(lowestUnchanged, level + 1);
    const hashes = open[level] ?? [];
    open[level] = hashes;
    hashes.push(hash);
    if (hashes.length < tileWidth) return;
    filled.push({ level, index: indexOn(level), hashes });
    open[level] = [];
    put(joinHashes(hashes) as Buffer, level + 1);
  }

  /** Where the last leaf lies. */
  const indexOn = (level: number) => Math.floor((leaves - 1) / tileWidth ** (level + 1));

  return {
    size: () => leaves,
    append(leafHash) {
      leaves += 1;
      put(leafHash, 0);
    },
    root: () =>
      open.reduce<Buffer | undefined>((right, hashes) => joinHashes(hashes, right), undefined) ?? emptyRoot,
    takeGrown() {
      const partial = open.slice(0, lowestUnchanged).map((hashes, level) => ({
        level,
        index: Math.floor(leaves / tileWidth ** (level + 1)),
        hashes,
      }));
      const grown = [...filled, ...partial.filter(({ hashes }) => hashes.length > 0)];
      filled = [];
      lowestUnchanged = 0;
      return grown;
    },
  };
}

/** The root over hashes of neighbouring subtrees of one size, and over a smaller subtree to their right; undefined without any. */
export function joinHashes(hashes: ReadonlyArray<Buffer>, right?: Buffer): Buffer | undefined {
  const [only] = hashes;
  if (only === undefined) return right;
  const hasRight = right !== undefined;
  if (hashes.length === 1 && !hasRight) return only;
  // The left subtree is the largest full one that leaves something to its right.
  const most = hashes.length - (hasRight ? 0 : 1);
  const left = hashes.slice(0, 2 ** Math.floor(Math.log2(most)));
  const rest = joinHashes(hashes.slice(left.length), right) as Buffer;
  return sha256(nodePrefix, joinHashes(left) as Buffer, rest);
}

/** A tile without its hashes. */
export interface TilePlace extends Omit<Tile, 'hashes'> {
  /** Number of hashes; 256 in a full tile. */
  readonly width: number;
}

/** The tiles of a tree, level by level. */
export function* tilesOf(size: number): Generator<TilePlace> {
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    for (let index = 0; index * tileWidth < count; index += 1) {
      yield { level, index, width: Math.min(tileWidth, count - index * tileWidth) };
    }
  }
}

/** The tile of each level that grows next; its width may be 0. */
export function edgeOf(size: number): ReadonlyArray<TilePlace> {
  const edge: Array<TilePlace> = [];
  for (let count = size; count > 0; count = Math.floor(count / tileWidth)) {
    edge.push({ level: edge.length, index: Math.floor(count / tileWidth), width: count % tileWidth });
  }
  return edge;
}

/**
 * Whether a tree of this size continues an earlier one (RFC 6962 §2.1.2). On each level, the tile that was at the right edge gives the root
 * of the earlier tree; if it is full by now, its own root must be in the tile above, and so on up to the root of today.
 */
export async function continues(
  earlier: { readonly size: number; readonly root: Buffer },
  size: number,
  readHashes: (place: TilePlace) => Promise<ReadonlyArray<Buffer>>,
): Promise<boolean> {
  if (earlier.size > size) return false;
  const edge: Array<ReadonlyArray<Buffer>> = [];
  let below: Buffer | undefined;
  for (let [level, had, has] = [0, earlier.size, size]; has > 0; level += 1) {
    const [index, known] = [Math.floor(had / tileWidth), had % tileWidth];
    const width = Math.min(tileWidth, has - index * tileWidth);
    const hashes = await readHashes({ level, index, width });
    if (below !== undefined && !hashes[known]?.equals(below)) return false;
    edge.push(hashes.slice(0, known));
    below = hashes.length === tileWidth ? joinHashes(hashes) : undefined;
    [had, has] = [index, Math.floor(has / tileWidth)];
  }
  return createMerkleTree(earlier.size, edge).root().equals(earlier.root);
}

/** The path of a tile as in C2SP `tlog-tiles`: `tile/0/x001/234`, and `tile/0/x001/235.p/17` if it is not full. */
export function tilePath({ level, index, width }: TilePlace): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** The hashes in the bytes of a tile. */
export const splitHashes = (bytes: Buffer): ReadonlyArray<Buffer> =>
  Array.from({ length: Math.floor(bytes.length / hashBytes) }, (_, at) =>
    bytes.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
