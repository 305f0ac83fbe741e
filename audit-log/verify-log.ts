import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExportedEntry, exported, subjectsIn } from './exported-log.ts';
import { commit, createTagReader, formatLeaf, isRevocation, tagsIn } from './leaf.ts';
import { LogUnreadable } from './log-unreadable.ts';
import {
  createMerkleTree,
  hashLeaf,
  joinHashes,
  splitHashes,
  tilePath,
  tilesOf,
  tileWidth,
} from './merkle-tree.ts';
import { type LogRecord, type Subject, subjectsOf } from './record.ts';
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
  /** What became of the entries that are about the contest or what belongs to it, by their tags. */
  readonly contest: Readonly<Record<'entries' | 'disclosed' | 'erased', number>> & { readonly id: string };
  /** Undisclosed entries from before there were tags. They may be about the contest. */
  readonly untagged: number;
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
 * between them), that the disclosed entries are in the tree, and that none about the contest was withheld.
 * @param trusted verifier keys, or lines of them; without any, those in the folder
 * @param kept files with checkpoints that were kept elsewhere
 * @throws LogUnreadable when a file is missing or not in the format
 */
export async function verifyLog(
  folder: string,
  trusted: ReadonlyArray<string> = [],
  kept: ReadonlyArray<string> = [],
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
    throw new LogUnreadable(`${path} is not a list of signed checkpoints. Export the log again.`);
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
  const entryChecks = await checkEntries(folder, tell);
  for await (const leafHash of readLeafHashes(folder, newest.size, tell)) {
    rootChecks.add(leafHash);
    await entryChecks.add(leafHash);
  }
  return {
    origin: newest.origin,
    size: newest.size,
    signedBy: [...signedBy],
    problems,
    checkpoints: rootChecks.fitting(),
    ...(await entryChecks.end()),
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

/** Compares the entries of a file, in their order, with the leaves. Each leaf about the contest must have one. */
async function checkEntries(folder: string, tell: Tell) {
  const path = join(folder, exported.entries);
  const leavesPath = join(folder, exported.leaves);
  const subjectsPath = join(folder, exported.subjects);
  const keys = await readSubjects(subjectsPath);
  const ofContest = keys.keys().find((subject) => subject.startsWith('contest:')) ?? 'contest:';
  const id = ofContest.slice('contest:'.length);
  const named = await subjectsIn(keys.keys(), id, () => readEntries(path));
  for (const subject of named.keys()) if (isRevocation(subject)) keys.set(subject, subject);
  const readTags = createTagReader(keys);
  const seen = new Set<Subject>();
  const leaves = readLines(leavesPath);
  const entries = readEntries(path);
  const disclosed: Record<string, number> = {};
  const contest = { id, entries: 0, disclosed: 0, erased: 0 };
  let [index, erased, tagged, untagged] = [0, 0, 0, 0];
  let next = await entries.next();

  function check(entry: ExportedEntry, leaf: string, about: ReadonlyArray<Subject>): void {
    const commitment = 'record' in entry ? commit(entry.salt, entry.record) : entry.commitment;
    const tags = tagsIn(leaf);
    if (formatLeaf(commitment, entry.time, tags) !== leaf) {
      tell(`${path}: entry ${entry.index} differs from the log. It was changed.`);
    } else if ('record' in entry) {
      const record: LogRecord = JSON.parse(entry.record);
      disclosed[record.table] = (disclosed[record.table] ?? 0) + 1;
      if (about.length > 0) contest.disclosed += 1;
      const all = subjectsOf(record);
      const opened = all.filter((each) => keys.has(each));
      const areRight = opened.length > 0 && `${opened}` === `${about}` && all.length === tags?.length;
      if (tags && !areRight) tell(`${path}: the tags of entry ${entry.index} do not fit its record.`);
    } else {
      erased += 1;
      if (about.length > 0) contest.erased += 1;
    }
  }

  return {
    async add(leafHash: Buffer): Promise<void> {
      const { value: leaf = '' } = await leaves.next();
      if (!hashLeaf(leaf).equals(leafHash)) tell(`${leavesPath}: leaf ${index} differs from the log.`);
      const tags = tagsIn(leaf);
      const about = readTags(tags ?? []);
      for (const subject of about) seen.add(subject);
      if (about.length > 0) contest.entries += 1;
      if (tags !== undefined) tagged += 1;
      else if (tagged > 0) tell(`${leavesPath}: leaf ${index} has no tags, but an earlier one has.`);
      if (!next.done && next.value.index === index) {
        check(next.value, leaf, about);
        next = await entries.next();
      } else if (about.length > 0) {
        tell(`${path}: entry ${index}, about ${about.join(' and ')}, is missing. It was withheld.`);
      } else if (tags === undefined) untagged += 1;
      index += 1;
    },
    async end() {
      if (!next.done) tell(`${path}: entry ${next.value.index} is not in the log, or not in its place.`);
      await Promise.all([leaves.return(undefined), entries.return(undefined)]);
      for (const [subject, lastNamed] of [...named, [ofContest, index] as const]) {
        // What disappeared before there were tags has none.
        if (lastNamed < index - tagged || seen.has(subject) || isRevocation(subject)) continue;
        tell(
          `${subjectsPath}: the key of ${subject} is missing or wrong, so entries may have been withheld.`,
        );
      }
      return { disclosed, erased, contest, untagged };
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

async function* readLines(path: string): AsyncGenerator<string> {
  const file = await open(path).catch(orAbsent);
  if (file === undefined) throw missing(path);
  yield* file.readLines();
}

async function readSubjects(path: string): Promise<Map<Subject, string>> {
  const keys = new Map<Subject, string>();
  for await (const line of readLines(path)) {
    const [subject, key = ''] = line.split(' ');
    keys.set(subject as Subject, key);
  }
  return keys;
}

async function* readEntries(path: string): AsyncGenerator<ExportedEntry> {
  for await (const line of readLines(path)) yield parseEntry(line, path);
}

function parseEntry(line: string, path: string): ExportedEntry {
  try {
    const entry: ExportedEntry = JSON.parse(line);
    const isWhole =
      'record' in entry
        ? /^[\da-f]{32}$/.test(entry.salt) && typeof JSON.parse(entry.record).table === 'string'
        : typeof entry.commitment === 'string';
    if (isWhole && typeof entry.time === 'string' && Number.isSafeInteger(entry.index)) return entry;
  } catch {}
  throw new LogUnreadable(`${path} has a line that is not an entry: ${line.slice(0, 80)}`);
}

async function readKeys(folder: string, trusted: ReadonlyArray<string>): Promise<ReadonlyArray<VerifierKey>> {
  const lines = trusted.length > 0 ? trusted.join('\n') : await readText(join(folder, exported.keys));
  const texts = lines.split('\n').filter(Boolean);
  return texts.map((text) => {
    const key = parseVerifierKey(text);
    if (key === undefined)
      throw new LogUnreadable(`"${text}" is not a verifier key, as "lectern audit key" prints it.`);
    return key;
  });
}

/** @throws LogUnreadable when the file is missing */
async function readText(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(orAbsent);
  if (text === undefined) throw missing(path);
  return text;
}

const missing = (path: string) => new LogUnreadable(`${path} is missing. Export the log again.`);

function orAbsent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
