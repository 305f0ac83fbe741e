import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, OperatorError } from '../../lib/errors.ts';
import { type ExportedEntry, exported } from './export-log.ts';
import {
  createMerkleTree,
  hashLeaf,
  joinHashes,
  splitHashes,
  tilePath,
  tilesOf,
  tileWidth,
} from './merkle-tree.ts';
import { commit, formatLeaf, type LogRecord } from './sequencer.ts';
import {
  type Checkpoint,
  isSignedBy,
  parseCheckpoint,
  parseNotes,
  parseVerifierKey,
  type VerifierKey,
} from './signed-note.ts';

export interface VerifyReport {
  readonly origin: string;
  /** Entries in the log. */
  readonly size: number;
  /** The keys that signed, as `NAME+ID`. */
  readonly signedBy: ReadonlyArray<string>;
  /** Sizes whose checkpoints fit the tree. */
  readonly checkpoints: number;
  /** Disclosed entries that are in the log, by table. */
  readonly disclosed: Readonly<Record<string, number>>;
  /** Entries whose record was erased; their leaves are in the log. */
  readonly erased: number;
  /** What does not fit, as sentences. Empty if all is well. */
  readonly problems: ReadonlyArray<string>;
}

/** A checkpoint, and the file from which it comes. */
interface Claimed extends Checkpoint {
  readonly file: string;
}

/** More say nothing new. */
const maxProblems = 100;

/**
 * Verifies an exported log, offline: signatures, that every checkpoint is the root of the tree at its size (so nothing was removed or changed
 * between them), and that the disclosed entries are in the tree.
 * @param trusted verifier keys, or lines of them; without any, those in the folder
 * @param kept files with checkpoints that were kept elsewhere
 * @throws OperatorError when a file is missing or not in the format
 */
export async function verifyLog(
  folder: string,
  trusted: ReadonlyArray<string>,
  kept: ReadonlyArray<string>,
): Promise<VerifyReport> {
  const problems: Array<string> = [];
  const tell = (problem: string) => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const keys = await readKeys(folder, trusted);
  const signedBy = new Set<string>();

  async function readCheckpoints(path: string): Promise<ReadonlyArray<Claimed>> {
    const notes = parseNotes(await readText(path)) ?? [];
    const found = notes.flatMap((note) => {
      const checkpoint = parseCheckpoint(note.text);
      if (checkpoint === undefined) return [];
      const key = keys.find((each) => each.name === checkpoint.origin && isSignedBy(note, each));
      if (key === undefined)
        tell(`${path}: no trusted key signed the checkpoint of ${checkpoint.size} entries.`);
      else signedBy.add(`${key.name}+${key.id}`);
      return [{ ...checkpoint, file: path }];
    });
    if (found.length > 0 && found.length === notes.length) return found;
    throw new OperatorError(`${path} is not a list of signed checkpoints. Export the log again.`);
  }

  const [newest] = (await readCheckpoints(join(folder, exported.checkpoint))) as [Claimed];
  const claimed = [newest];
  for (const path of [join(folder, exported.checkpoints), ...kept]) {
    claimed.push(...(await readCheckpoints(path)));
  }
  for (const { size, origin, file } of claimed) {
    if (origin !== newest.origin) tell(`${file}: a checkpoint is of another log, ${origin}.`);
    if (size > newest.size) {
      tell(
        `${file}: a checkpoint has ${size} entries, but the exported log only ${newest.size}. Export the log again; if it still has fewer, entries were removed.`,
      );
    }
  }

  const rootChecks = checkRoots(claimed, tell);
  const entryChecks = await checkEntries(join(folder, exported.entries), tell);
  for await (const leafHash of readLeafHashes(folder, newest.size, tell)) {
    rootChecks.add(leafHash);
    await entryChecks.add(leafHash);
  }
  return {
    ...{ origin: newest.origin, size: newest.size, signedBy: [...signedBy], problems },
    ...{ checkpoints: rootChecks.fitting(), ...(await entryChecks.end()) },
  };
}

type Tell = (problem: string) => void;

/** Grows the tree leaf by leaf, and compares its root with the checkpoints of each size. */
function checkRoots(claimed: ReadonlyArray<Claimed>, tell: Tell) {
  const bySize = Map.groupBy(claimed, ({ size }) => size);
  const tree = createMerkleTree();
  let fitting = 0;
  return {
    add(leafHash: Buffer): void {
      tree.append(leafHash);
      const claims = bySize.get(tree.size());
      if (claims === undefined) return;
      const root = tree.root();
      const differing = claims.filter((each) => !each.root.equals(root));
      if (differing.length === 0) fitting += 1;
      for (const { file, size } of differing) {
        tell(`${file}: the first ${size} entries differ from its checkpoint. They were changed or removed.`);
      }
    },
    fitting: () => fitting,
  };
}

/** Compares the entries of a file, in their order, with the leaves. */
async function checkEntries(path: string, tell: Tell) {
  const entries = readEntries(path);
  const disclosed: Record<string, number> = {};
  let [index, erased] = [0, 0];
  let next = await entries.next();

  function check(entry: ExportedEntry, leafHash: Buffer): void {
    const commitment = 'record' in entry ? commit(entry.salt, entry.record) : entry.commitment;
    if (!hashLeaf(formatLeaf(commitment, entry.time)).equals(leafHash)) {
      tell(`${path}: entry ${entry.index} differs from the log. It was changed.`);
    } else if ('record' in entry) {
      const { table }: LogRecord = JSON.parse(entry.record);
      disclosed[table] = (disclosed[table] ?? 0) + 1;
    } else {
      erased += 1;
    }
  }

  return {
    async add(leafHash: Buffer): Promise<void> {
      if (!next.done && next.value.index === index) {
        check(next.value, leafHash);
        next = await entries.next();
      }
      index += 1;
    },
    async end() {
      if (!next.done) tell(`${path}: entry ${next.value.index} is not in the log, or not in its place.`);
      await entries.return(undefined);
      return { disclosed, erased };
    },
  };
}

/** Reads the hashes of all leaves, then compares the tiles above with them. Ends at a tile that is missing. */
async function* readLeafHashes(folder: string, size: number, tell: Tell): AsyncGenerator<Buffer> {
  let [level, below, roots]: [number, ReadonlyArray<Buffer>, Array<Buffer>] = [0, [], []];
  for (const place of tilesOf(size)) {
    if (place.level > level) [level, below, roots] = [place.level, roots, []];
    const path = join(folder, tilePath(place));
    const bytes = await readFile(path).catch(orAbsent);
    if (bytes === undefined) return tell(`${path}: missing.`);
    const hashes = splitHashes(bytes);
    if (hashes.length !== place.width)
      tell(`${path}: has ${hashes.length} hashes instead of ${place.width}.`);
    const start = place.index * tileWidth;
    if (level === 0) yield* hashes;
    else if (!hashes.every((hash, at) => below[start + at]?.equals(hash))) {
      tell(`${path}: differs from the tiles below it.`);
    }
    if (place.width === tileWidth) roots.push(joinHashes(hashes) as Buffer);
  }
}

async function* readEntries(path: string): AsyncGenerator<ExportedEntry> {
  const file = await open(path).catch(orAbsent);
  if (file === undefined) throw missing(path);
  for await (const line of file.readLines()) yield parseEntry(line, path);
}

function parseEntry(line: string, path: string): ExportedEntry {
  try {
    const entry: ExportedEntry = JSON.parse(line);
    const isWhole =
      'record' in entry
        ? /^[\da-f]{32}$/.test(entry.salt) && typeof entry.record === 'string'
        : typeof entry.commitment === 'string';
    if (isWhole && typeof entry.time === 'string' && Number.isSafeInteger(entry.index)) return entry;
  } catch {}
  throw new OperatorError(`${path} has a line that is not an entry: ${line.slice(0, 80)}`);
}

async function readKeys(folder: string, trusted: ReadonlyArray<string>): Promise<ReadonlyArray<VerifierKey>> {
  const lines = trusted.length > 0 ? trusted.join('\n') : await readText(join(folder, exported.keys));
  const texts = lines.split('\n').filter(Boolean);
  return texts.map((text) => {
    const key = parseVerifierKey(text);
    if (key === undefined)
      throw new OperatorError(`"${text}" is not a verifier key, as "lectern audit key" prints it.`);
    return key;
  });
}

/** @throws OperatorError when the file is missing */
async function readText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(orAbsent);
  if (text === undefined) throw missing(path);
  return text;
}

const missing = (path: string) => new OperatorError(`${path} is missing. Export the log again.`);

function orAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
