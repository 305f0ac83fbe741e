/**
 * Prints how many lines each room has (a folder of `src/` or `web/src/`, a feature, a package, a folder of tests) and how many more than on
 * `main`; on `main` itself, than in the commit before. Fails where a room grew by more than a commit says in its last paragraph; lines that
 * moved from another room don't count.
 *
 *     Size: src/features/mail +120, because letters have two languages
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a room may grow by in silence: these lines, or this part of it. */
const silentLines = 25;
const silentPart = 0.01;
/** The API document may grow by more, because an operation is a hundred lines of it. */
const silentPartOfDocument = 0.05;

const rooms =
  /^(?:(?:web\/)?src\/features\/[^/]+(?=\/)|(?:(?:web\/)?src|test)\/[^/]+(?=\/)|(?:web\/src|client\/src|src|[^/.]+)(?=\/))/;
const isCounted = (path: string) => /[.](?:tsx?|cjs)$/.test(path) && !/^(?:bench|tools|docs)\//.test(path);
const document = 'openapi.json';
const roomOf = (path: string) =>
  path === document ? document : isCounted(path) ? rooms.exec(path)?.[0] : undefined;

const git = (...args: ReadonlyArray<string>) =>
  execFileSync('git', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const commitOf = (revision: string) => {
  try {
    return git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  } catch {
    return undefined;
  }
};

/** Where the branch left `main`, or the commit before; undefined in a clone without history. */
function findBase(): string | undefined {
  const main = commitOf('origin/main') ?? commitOf('main');
  const base = main && git('merge-base', main, 'HEAD');
  return base && base !== commitOf('HEAD') ? base : commitOf('HEAD^');
}

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;
const listed = (...args: ReadonlyArray<string>) =>
  git('ls-files', ...args)
    .split('\n')
    .filter(Boolean);

interface Size {
  readonly lines: number;
  /** How many more than there were. */
  readonly growth: number;
  /** How many of those were in another room. */
  readonly moved: number;
}

/** The size of each room. */
function measure(base: string): ReadonlyMap<string, Size> {
  const sizes = new Map<string, Size>();
  const add = (path: string, lines: number, growth: number, moved = 0) => {
    const room = roomOf(path);
    if (!room) return;
    const known = sizes.get(room) ?? { lines: 0, growth: 0, moved: 0 };
    sizes.set(room, {
      lines: known.lines + lines,
      growth: known.growth + growth,
      moved: known.moved + moved,
    });
  };
  const deleted = new Set(listed('--deleted'));
  for (const path of listed().filter((each) => roomOf(each) && !deleted.has(each)))
    add(path, linesOf(path), 0);
  for (const path of listed('--others', '--exclude-standard').filter(roomOf))
    add(path, linesOf(path), linesOf(path));
  for (const change of git('diff', '--numstat', '--no-renames', base).split('\n')) {
    const [added, removed, path = ''] = change.split('\t');
    add(path, 0, Number(added) - Number(removed));
  }
  // `R090`, the path before, the path now; each ends with a zero byte.
  const renamed = git('diff', '--name-status', '-z', '--find-renames', '--diff-filter=R', base);
  for (const [, before = '', path = ''] of renamed.matchAll(/R\d+\0([^\0]+)\0([^\0]+)(?:\0|$)/g)) {
    if (roomOf(before) !== roomOf(path)) add(path, 0, 0, git('show', `${base}:${before}`).split('\n').length);
  }
  return sizes;
}

/** What commits say: `Size: ROOM +LINES, because …`. */
function readSaid(base: string): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  const messages = git('log', '--format=%B', `${base}..HEAD`);
  for (const [, room = '', lines] of messages.matchAll(/^Size: (\S+) \+(\d+), because \S.*$/gm))
    said.set(room, (said.get(room) ?? 0) + Number(lines));
  return said;
}

const base = findBase();
if (base === undefined) process.stdout.write('No earlier commit is known, so no sizes are compared.\n');
else {
  const said = readSaid(base);
  const sizes = [...measure(base)].sort(([a], [b]) => (a < b ? -1 : 1));
  const totals = ['src', 'web/src', 'test'].map((folder) => {
    const inside = sizes.filter(([room]) => `${room}/`.startsWith(`${folder}/`)).map(([, size]) => size);
    const sum = (of: (size: Size) => number) => inside.reduce((total, size) => total + of(size), 0);
    return [
      `all of ${folder}`,
      { lines: sum(({ lines }) => lines), growth: sum(({ growth }) => growth) },
    ] as const;
  });
  const rows = [...sizes, ...totals].map(([room, { lines, growth }]) => {
    const change = growth === 0 ? '' : growth > 0 ? `+${growth}` : `${growth}`;
    return `${lines.toLocaleString('en').padStart(8)} ${change.padStart(7)}  ${room}`;
  });
  process.stdout.write(`   lines  change  room, compared with ${base.slice(0, 8)}\n${rows.join('\n')}\n`);

  const grown = sizes.filter(([room, { lines, growth, moved }]) => {
    const part = room === document ? silentPartOfDocument : silentPart;
    return growth - moved > (said.get(room) ?? 0) + Math.max(silentLines, (lines - growth) * part);
  });
  const hints = grown.map(([room, { growth, moved }]) => `Size: ${room} +${growth - moved}, because …`);
  // A commit that is not made yet has said nothing.
  const isCommitted = git('status', '--porcelain', '--untracked-files=all') === '';
  if (hints.length > 0) {
    const hint =
      'These rooms grow by more than a commit says. Make them smaller, or end the message of a commit with';
    process.stderr.write(`${hint}\n  ${hints.join('\n  ')}\n`);
    if (isCommitted) process.exitCode = 1;
  }
}
