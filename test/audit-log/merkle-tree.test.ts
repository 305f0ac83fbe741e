import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  continues,
  createMerkleTree,
  edgeOf,
  hashLeaf,
  type Tile,
  tilePath,
  tilesOf,
} from '../../audit-log/merkle-tree.ts';
import { sha256 } from '../support/app.ts';

/** Leaves and roots of transparency-dev/merkle (testonly/constants.go). */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962 §2.1, word for word. */
function rootOf(hashes: ReadonlyArray<Buffer>): string {
  if (hashes.length <= 1) return hashes[0]?.toString('hex') ?? sha256(Buffer.alloc(0));
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  const halves = [hashes.slice(0, k), hashes.slice(k)].map(rootOf).join('');
  return sha256(Buffer.from(`01${halves}`, 'hex'));
}
const leafHashes = Array.from({ length: 3000 }, (_, at) => hashLeaf(String(at)));

describe('a Merkle tree', () => {
  it('has the roots of RFC 6962', () => {
    const tree = createMerkleTree();
    assert.equal(
      tree.root().toString('hex'),
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [at, leaf] of leaves.entries()) {
      tree.append(hashLeaf(Buffer.from(leaf, 'hex')));
      assert.equal(tree.root().toString('hex'), roots[at]);
    }
  });

  it('grows from its edge, in any steps, as in one', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(steps, (counts) => {
        const tiles = new Map<string, ReadonlyArray<Buffer>>();
        const tileAt = ({ level, index }: Pick<Tile, 'level' | 'index'>) =>
          tiles.get(`${level}/${index}`) ?? [];
        let size = 0;
        for (const count of counts) {
          const tree = createMerkleTree(size, edgeOf(size).map(tileAt));
          for (const hash of leafHashes.slice(size, size + count)) tree.append(hash);
          size += count;
          for (const { level, index, hashes } of tree.takeGrown()) tiles.set(`${level}/${index}`, hashes);
          assert.equal(tree.size(), size);
          assert.equal(tree.root().toString('hex'), rootOf(leafHashes.slice(0, size)));
        }
        for (const place of tilesOf(size)) assert.equal(tileAt(place).length, place.width);
        assert.deepEqual(
          [...tilesOf(size)].filter(({ level }) => level === 0).flatMap(tileAt),
          leafHashes.slice(0, size),
        );
      }),
      { numRuns: 20, examples: [[[255, 1, 1]], [[256, 256, 512]]] },
    );
  });

  it('names tiles as tlog-tiles does', () => {
    const path = (level: number, index: number, width: number) => tilePath({ level, index, width });
    assert.equal(path(0, 1_234_067, 256), 'tile/0/x001/x234/067');
    assert.equal(path(1, 0, 17), 'tile/1/000.p/17');
    assert.deepEqual([...tilesOf(70_000)].slice(-3).map(tilePath), [
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
  });
});

describe('a tree continues an earlier one', () => {
  /** The hashes of a tree's tiles by place, with one leaf that may have been changed. */
  const grow = (size: number, changed = -1) => {
    const tree = createMerkleTree();
    for (let at = 0; at < size; at += 1) tree.append(hashLeaf(`${at}${at === changed ? ' changed' : ''}`));
    const tiles = new Map<string, ReadonlyArray<Buffer>>();
    for (const { level, index, hashes } of tree.takeGrown()) tiles.set(`${level}/${index}`, hashes);
    return { size, root: tree.root(), tiles };
  };
  type Tiles = ReturnType<typeof grow>['tiles'];
  const readerOf =
    (tiles: Tiles) =>
    async ({ level, index, width }: Omit<Tile, 'hashes'> & { width: number }) =>
      width === 0
        ? []
        : (tiles.get(`${level}/${index}`)?.slice(0, width) ?? assert.fail(`${level}/${index}`));

  async function check(was: number, is: number, changed: number): Promise<void> {
    const [earlier, same, other] = [grow(was), grow(is), grow(is, changed)];
    assert.equal(await continues(earlier, is, readerOf(same.tiles)), true);
    assert.equal(await continues(earlier, was - 1, readerOf(same.tiles)), false);
    assert.equal(await continues(earlier, is, readerOf(other.tiles)), false);
    // Lowest tiles of the earlier tree, below those that give another root.
    const isLowest = (place: string) => place.startsWith('0/');
    const mixed = new Map([...other.tiles, ...[...same.tiles].filter(([place]) => isLowest(place))]);
    const isInFullTile = changed < Math.floor(is / 256) * 256;
    assert.equal(await continues(earlier, is, readerOf(mixed)), !isInFullTile);
  }

  it('exactly if its leaves are the same, also those that only an upper tile still shows', async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.nat(600), fc.nat());
    const property = fc.asyncProperty(sizes, ([was, more, at]) => check(was, was + more, at % was));
    await fc.assert(property, { numRuns: 30 });
    const atFullTiles = [
      [256, 256, 255],
      [256, 512, 0],
      [65_535, 65_536, 300],
      [300, 65_800, 299],
    ] as const;
    for (const [was, is, changed] of atFullTiles) await check(was, is, changed);
  });
});
