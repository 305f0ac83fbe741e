import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromiumNames, findProgram, firefoxNames, headlessShellNames, redisNames } from './find-program.ts';

/** What suites need beyond the packages of the project, by words in their names: `a.postgres.nginx.test.ts`. */
interface Need {
  readonly word: string;
  /** Each in the names that it may have. */
  readonly programs: ReadonlyArray<ReadonlyArray<string>>;
  readonly debianPackages: ReadonlyArray<string>;
  /** A program that makes the suites faster, in the names that it may have, and its Debian package. */
  readonly accelerator?: { readonly names: ReadonlyArray<string>; readonly debianPackage: string };
  /** Files that the packages bring, beside programs. */
  readonly files?: ReadonlyArray<string>;
  readonly needsRoot?: true;
  /** A folder with a package.json and a lockfile of its own, installed when it is needed. */
  readonly npmFolder?: string;
  /** Tries what no package brings, and gives what is in the way. */
  readonly problem?: () => string | undefined;
}

const needs: ReadonlyArray<Need> = [
  // Tiers, see CONTRIBUTING.md.
  { word: 'more', programs: [], debianPackages: [] },
  { word: 'nightly', programs: [], debianPackages: [] },
  { word: 'both', programs: [], debianPackages: [] },
  // Starts programs of Lectern or npm, so that it is no unit test.
  { word: 'process', programs: [], debianPackages: [] },
  // Reads the built web app.
  { word: 'web', programs: [], debianPackages: [] },
  {
    word: 'browser',
    programs: [chromiumNames],
    debianPackages: ['chromium'],
    accelerator: { names: headlessShellNames, debianPackage: 'chromium-headless-shell' },
  },
  { word: 'firefox', programs: [firefoxNames], debianPackages: ['firefox-esr'] },
  { word: 'curl', programs: [['curl'], ['jq']], debianPackages: ['curl', 'jq'] },
  {
    word: 'ceph',
    programs: [['radosgw'], ['ceph-mon'], ['ceph-osd'], ['curl'], ['openssl']],
    debianPackages: ['radosgw', 'ceph-mon', 'ceph-osd', 'curl', 'openssl'],
    needsRoot: true,
  },
  {
    word: 'swift',
    programs: [['swift-proxy-server'], ['swift-object-server'], ['memcached'], ['curl']],
    debianPackages: ['swift-proxy', 'swift-object', 'swift-container', 'swift-account', 'memcached', 'curl'],
    needsRoot: true,
  },
  {
    word: 'nginx',
    programs: [['nginx']],
    debianPackages: ['nginx', 'libnginx-mod-http-js'],
    files: ['/usr/lib/nginx/modules/ngx_http_js_module.so'],
  },
  {
    word: 'postgres',
    programs: [['postgres'], ['initdb']],
    debianPackages: ['postgresql'],
  },
  {
    word: 'redis',
    programs: [redisNames],
    debianPackages: ['redis-server'],
  },
  {
    word: 'azurite',
    programs: [['openssl']],
    debianPackages: ['openssl'],
    npmFolder: 'test/servers/azurite',
  },
  { word: 'openssl', programs: [['openssl']], debianPackages: ['openssl'] },
  {
    word: 'deb',
    programs: [['dh'], ['dpkg-buildpackage'], ['unshare']],
    debianPackages: ['debhelper', 'dpkg-dev', 'util-linux'],
    needsRoot: true,
    problem: tryTmpfs,
  },
  {
    word: 'buildah',
    programs: [['buildah'], ['unshare']],
    debianPackages: ['buildah', 'util-linux'],
    needsRoot: true,
    problem: tryTmpfs,
  },
  { word: 'compose', programs: [['docker-compose']], debianPackages: ['docker-compose'] },
  { word: 'cc', programs: [['cc']], debianPackages: ['gcc', 'libc6-dev'] },
  { word: 'go', programs: [['go'], ['gofmt']], debianPackages: ['golang-go'] },
  { word: 'python', programs: [['python3']], debianPackages: ['python3'] },
  { word: 'promtool', programs: [['promtool']], debianPackages: ['promtool'] },
  { word: 'faketime', programs: [['faketime']], debianPackages: ['faketime'] },
  { word: 'tmpfs', programs: [['mount']], debianPackages: ['mount'], needsRoot: true, problem: tryTmpfs },
];

/** The words between the subject of a test file and its ending. */
export function needsOf(file: string): ReadonlyArray<string> {
  const words = basename(file, '.test.ts').split('.').slice(1);
  const unknown = words.find((word) => !needs.some((need) => need.word === word));
  if (unknown !== undefined) throw new Error(`${file}: test/support/needs.ts does not know "${unknown}"`);
  return words;
}

const tiers = ['more', 'nightly', 'both'];

/** Whether a suite needs nothing but Node and this process. */
export const isUnit = (file: string): boolean => needsOf(file).every((word) => tiers.includes(word));

/** Whether a suite needs the built web app: those in a browser, and those about the app itself. */
export const needsWebApp = (file: string): boolean =>
  needsOf(file).some((word) => ['browser', 'firefox', 'web'].includes(word));

export interface LeftOut {
  readonly word: string;
  /** Why its suites cannot run, and what would help. */
  readonly reason: string;
}

/**
 * Installs what is needed by these words and missing, as root on Debian or by npm, and gives those that cannot
 * be met all the same.
 */
export function meetNeeds(words: ReadonlySet<string>, say: (text: string) => void): ReadonlyArray<LeftOut> {
  const asked = needs.filter(({ word }) => words.has(word));
  const isMissing = (need: Need) =>
    need.programs.some((names) => !findProgram(names)) ||
    (need.files ?? []).some((file) => !existsSync(file));
  const packages = asked.filter(isMissing).flatMap(({ debianPackages }) => debianPackages);
  const whyNot = installPackages([...new Set(packages)], say);
  const accelerators = asked.flatMap(({ accelerator }) => accelerator ?? []);
  const slow = accelerators.filter(({ names }) => !findProgram(names));
  // Where it cannot be had, nothing is left out for it.
  installPackages(
    slow.map(({ debianPackage }) => debianPackage),
    say,
  );
  return asked.flatMap((need) => {
    const { word, debianPackages, needsRoot, npmFolder } = need;
    if (isMissing(need)) return [{ word, reason: `${debianPackages.join(', ')} not installed: ${whyNot}` }];
    if (needsRoot && process.getuid?.() !== 0) return [{ word, reason: 'it works for root only' }];
    const reason = (npmFolder && installFolder(npmFolder, say)) ?? need.problem?.();
    return reason ? [{ word, reason }] : [];
  });
}

/** Root of a container may not be allowed to mount anything. */
function tryTmpfs(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-tmpfs-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'none', folder], { encoding: 'utf8' });
  if (mounted.status === 0) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted.status === 0 ? undefined : `a file system cannot be mounted: ${mounted.stderr.trim()}`;
}

/** Installs Debian packages, and gives the reason when it cannot. */
function installPackages(packages: ReadonlyArray<string>, say: (text: string) => void): string {
  if (packages.length === 0) return '';
  if (!existsSync('/etc/debian_version')) return 'this is not Debian; install it yourself';
  if (process.getuid?.() !== 0) return 'only root can install it';
  say(`Installing ${packages.join(' ')} for the tests …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const commands = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ];
  for (const command of commands) {
    const { status, stdout, stderr } = spawnSync('apt-get', command, { env, encoding: 'utf8' });
    if (status !== 0) {
      say(`${stdout}${stderr}`);
      return `"apt-get ${command[0]}" failed, see above`;
    }
  }
  return 'they were installed, but their programs were not found';
}

/** Installs the packages of a folder, and gives the reason when it cannot. */
function installFolder(folder: string, say: (text: string) => void): string | undefined {
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return undefined;
  say(`Installing the packages of ${folder} for the tests …`);
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--omit=optional', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  say(`${stdout}${stderr}`);
  return `"npm ci" in ${folder} failed, see above`;
}
