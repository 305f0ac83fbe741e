import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumNames, findProgram, firefoxNames, headlessShellNames, redisNames } from './find-program.ts';

/** From the quickest on; each run has the tiers before its own as well. */
export const tiers = ['unit', 'test', 'all', 'nightly'] as const;
export type Tier = (typeof tiers)[number];

const any = (names: ReadonlyArray<string>) => names.join('|');

/** For each word in the name of a suite: its tier, the programs that it needs (or files), and their Debian packages. */
const table = `
more     all     :                                                       :
nightly  nightly :                                                       :
both     unit    :                                                       :
process  test    :                                                       :
web      test    :                                                       :
browser  test    : ${any(chromiumNames)}                                 : chromium
curl     test    : curl jq                                               : curl jq
postgres test    : postgres initdb                                       : postgresql
firefox  all     : ${any(firefoxNames)}                                  : firefox-esr
ceph     all     : radosgw ceph-mon ceph-osd curl openssl                : radosgw ceph-mon ceph-osd curl openssl
swift    all     : swift-proxy-server swift-object-server memcached curl : swift-proxy swift-object swift-container swift-account memcached curl
nginx    all     : nginx /usr/lib/nginx/modules/ngx_http_js_module.so    : nginx libnginx-mod-http-js
redis    all     : ${any(redisNames)}                                    : redis-server
azurite  all     : openssl                                               : openssl
openssl  all     : openssl                                               : openssl
deb      all     : dh dpkg-buildpackage unshare                          : debhelper dpkg-dev util-linux
buildah  all     : buildah unshare                                       : buildah util-linux
compose  all     : docker-compose                                        : docker-compose
cc       all     : cc                                                    : gcc libc6-dev
go       all     : go gofmt                                              : golang-go
python   all     : python3                                               : python3
promtool all     : promtool                                              : promtool
faketime all     : faketime                                              : faketime
tmpfs    all     : mount                                                 : mount
`;

/** These run their programs in namespaces, or mount file systems. */
const rootOnly = ['ceph', 'swift', 'deb', 'buildah', 'tmpfs'];
const mounting = ['deb', 'buildah', 'tmpfs'];
/** Folders with a lockfile, whose packages are installed when a suite needs them. */
const npmFolders: Readonly<Record<string, string>> = { azurite: 'test/servers/azurite' };

interface Need {
  readonly tier: Tier;
  /** Each in the names that it may have. */
  readonly programs: ReadonlyArray<ReadonlyArray<string>>;
  readonly debianPackages: string;
}

const words = (text = '') => text.trim().split(/\s+/).filter(Boolean);

export const needs: ReadonlyMap<string, Need> = new Map(
  table.split('\n').flatMap((row) => {
    const [subject, programs, packages] = row.split(':');
    const [word, tier] = words(subject);
    if (!word) return [];
    const names = words(programs).map((program) => program.split('|'));
    return [[word, { tier: tier as Tier, programs: names, debianPackages: words(packages).join(' ') }]];
  }),
);

type Say = (text: string) => void;

/** Installs what is missing, as root on Debian or by npm, and gives each word that cannot be met, with what would help. */
export function meetNeeds(asked: ReadonlySet<string>, say: Say): ReadonlyMap<string, string> {
  const isMissing = ({ programs }: Need) =>
    programs.some((names) => !findProgram(names) && !existsSync(names[0] ?? ''));
  const wanted = [...needs].filter(([word]) => asked.has(word));
  const missing = wanted.filter(([, need]) => isMissing(need)).map(([, need]) => need.debianPackages);
  const whyNot = installPackages(missing.join(' '), say);
  // Saves more than half of Chromium's work. Where it cannot be had, nothing is left out for it.
  if (asked.has('browser') && !findProgram(headlessShellNames))
    installPackages('chromium-headless-shell', say);
  const problemOf = (word: string, need: Need): string | undefined => {
    if (isMissing(need)) return `${whyNot}: apt-get install ${need.debianPackages}`;
    if (rootOnly.includes(word) && process.getuid?.() !== 0) return 'only root can run them';
    if (mounting.includes(word) && !canMount()) return 'file systems cannot be mounted here';
    return npmFolders[word] && installFolder(npmFolders[word], say);
  };
  return new Map(
    wanted.flatMap(([word, need]) => {
      const problem = problemOf(word, need);
      return problem ? [[word, problem]] : [];
    }),
  );
}

/** Root of a container may not be allowed to. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-tmpfs-'));
  const isMounted = succeeds('mount', ['-t', 'tmpfs', 'none', folder]);
  if (isMounted) succeeds('umount', [folder]);
  rmdirSync(folder);
  return isMounted;
}

/** Installs Debian packages, and gives the reason when it cannot. */
function installPackages(packages: string, say: Say): string {
  if (packages === '') return '';
  if (!existsSync('/etc/debian_version')) return 'missing; on Debian';
  if (process.getuid?.() !== 0) return 'missing; as root';
  say(`Installing ${packages} for the tests …`);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages.split(' ')];
  const isDone = succeeds('apt-get', ['update', '-qq'], { say }) && succeeds('apt-get', install, { say });
  return isDone ? 'installed, but its programs were not found' : 'could not be installed, see above';
}

/** Installs the packages of a folder, and gives the reason when it cannot. */
function installFolder(cwd: string, say: Say): string | undefined {
  if (existsSync(join(cwd, 'node_modules/.package-lock.json'))) return undefined;
  say(`Installing the packages of ${cwd} for the tests …`);
  const isDone = succeeds('npm', ['ci', '--omit=optional', '--ignore-scripts'], { cwd, say });
  return isDone ? undefined : `"npm ci" in ${cwd} failed, see above`;
}

/** Runs a program to its end; says what it wrote when it fails. */
function succeeds(
  program: string,
  args: ReadonlyArray<string>,
  { cwd, say }: { cwd?: string; say?: Say } = {},
) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) say?.(`${stdout}${stderr}`);
  return status === 0;
}
