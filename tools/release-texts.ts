/** A version that can be released: three numbers (semver.org §2). */
export const isVersion = (text: string): boolean => /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(text);

const numbersOf = (version: string) => version.split('.').map(Number) as [number, number, number];

export function isNewer(version: string, than: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(than)];
  const at = one.findIndex((number, place) => number !== other[place]);
  return at >= 0 && (one[at] as number) > (other[at] as number);
}

/** Whether it is a patch release after another one; these change no schema. */
export function isPatchOf(version: string, earlier: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(earlier)];
  return one[0] === other[0] && one[1] === other[1];
}

const heading = '## Unreleased\n';

/**
 * Moves the unreleased changes to a version.
 * @param date of the release, such as `2027-03-01`
 * @returns the new CHANGELOG.md and the release notes
 * @throws Error if there are no changes, or no section on upgrading
 */
export function releaseChangelog(
  changelog: string,
  { version, date }: { readonly version: string; readonly date: string },
): { readonly changelog: string; readonly notes: string } {
  const [before, after] = changelog.split(heading);
  if (before === undefined || after === undefined) throw new Error('CHANGELOG.md has no "## Unreleased".');
  const end = /^## /m.exec(after)?.index ?? after.length;
  const notes = after.slice(0, end).trim();
  if (!/^- /m.test(notes)) throw new Error('CHANGELOG.md has nothing under "Unreleased".');
  if (!/^### Upgrading\n+(- |\w)/m.test(notes)) {
    throw new Error(
      'CHANGELOG.md says nothing in "### Upgrading" of "Unreleased": what to do, or that it is nothing.',
    );
  }
  const released = `${before}${heading}\n## ${version} - ${date}\n\n${notes}\n`;
  const rest = after.slice(end);
  return { changelog: rest === '' ? released : `${released}\n${rest}`, notes: `${notes}\n` };
}

/** The files that contain the version, and how each is updated. */
export function withVersion(path: string, text: string, { from, to }: { from: string; to: string }): string {
  const own = path === 'package-lock.json' ? ofLockfile : path.endsWith('.md') ? ofDocument : ofJson;
  const changed = own(text, from, to);
  if (changed === text && from !== to) throw new Error(`${path} does not carry the version ${from}.`);
  return changed;
}

/** Replaces the version, and our own packages' versions that equal it; everything else stays byte for byte. */
function ofJson(text: string, from: string, to: string): string {
  return text
    .replace(`"version": "${from}"`, `"version": "${to}"`)
    .replaceAll(new RegExp(`("lectern-[\\w-]+": ")${RegExp.escape(from)}"`, 'g'), `$1${to}"`);
}

/** Names of the packed files. */
const ofDocument = (text: string, from: string, to: string) =>
  text
    .replaceAll(`lectern-${from}.tgz`, `lectern-${to}.tgz`)
    .replaceAll(`lectern_${from}_`, `lectern_${to}_`);

interface Lockfile {
  version: string;
  readonly packages: Readonly<
    Record<string, { version?: string; readonly dependencies?: Ranges; readonly devDependencies?: Ranges }>
  >;
}

type Ranges = Record<string, string>;

function ofLockfile(text: string, from: string, to: string): string {
  const lock: Lockfile = JSON.parse(text);
  lock.version = to;
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path.startsWith('node_modules/') || entry.version !== from) continue;
    entry.version = to;
    for (const ranges of [entry.dependencies, entry.devDependencies]) {
      for (const name of Object.keys(ranges ?? {})) {
        if (name.startsWith('lectern-')) (ranges as Ranges)[name] = to;
      }
    }
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
}
