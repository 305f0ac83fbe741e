import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../../tools/install-packages.ts';
import { chromiumNames, findProgram, firefoxNames, headlessShellNames, redisNames } from './find-program.ts';

const any = (names: ReadonlyArray<string>) => names.join('|');

/** What a word in the name of a suite stands for: programs or files, then the Debian packages that bring them. */
export const needs: Readonly<Record<string, readonly [programs: string, debianPackages?: string]>> = {
  ...{
    both: [''],
    more: [''],
    nightly: [''],
    process: [''],
    web: [''],
    tools: [''],
    generators: [''],
    workerd: [''],
    deno: [''],
  },
  browser: [any(chromiumNames), 'chromium'],
  firefox: [any(firefoxNames), 'firefox-esr'],
  curl: ['curl jq'],
  ceph: ['radosgw ceph-mon ceph-osd curl openssl'],
  swift: [
    'swift-proxy-server swift-object-server memcached curl',
    'swift-proxy swift-object swift-container swift-account memcached curl',
  ],
  nginx: ['nginx /usr/lib/nginx/modules/ngx_http_js_module.so', 'nginx libnginx-mod-http-js'],
  postgres: ['postgres initdb', 'postgresql'],
  redis: [any(redisNames), 'redis-server'],
  azurite: ['openssl'],
  openssl: ['openssl'],
  deb: ['dh dpkg-buildpackage systemd-analyze unshare', 'debhelper dpkg-dev systemd util-linux'],
  buildah: ['buildah unshare /usr/lib/podman/netavark', 'buildah netavark util-linux'],
  compose: ['docker-compose'],
  cc: ['cc', 'gcc libc6-dev'],
  go: ['go gofmt', 'golang-go'],
  python: ['python3'],
  promtool: ['promtool'],
  faketime: ['faketime'],
  tmpfs: ['mount'],
};
/** These run their programs in namespaces, or mount file systems, which root of a container may not be allowed to. */
const rootOnly = ['ceph', 'swift', 'deb', 'buildah', 'tmpfs'];
const mounting = ['deb', 'buildah', 'tmpfs'];
/** Folders with a lockfile, whose packages are installed when a suite needs them. */
const npmFolders: Readonly<Record<string, string>> = {
  azurite: 'test/servers/azurite',
  workerd: 'test/servers/edge-runtimes',
  deno: 'test/servers/edge-runtimes',
  tools: 'tools/checks',
  generators: 'tools/generators',
};

type Say = (text: string) => void;

/** Installs what is missing, as root on Debian or by npm, and gives each word that cannot be met, with what would help. */
export function meetNeeds(words: ReadonlySet<string>, say: Say): ReadonlyMap<string, string> {
  const isMissing = (word: string) =>
    (needs[word]?.[0] ?? '')
      .split(' ')
      .filter(Boolean)
      .some((program) => !existsSync(program) && !findProgram(program.split('|')));
  const packagesOf = (word: string) => needs[word]?.[1] ?? needs[word]?.[0] ?? '';
  const missing = [...words].filter(isMissing).flatMap((word) => packagesOf(word).split(' '));
  const whyNot = installOnDebian([...new Set(missing)], say);
  // Saves more than half of Chromium's work. Where it cannot be had, nothing is left out for it.
  if (words.has('browser') && !findProgram(headlessShellNames))
    installOnDebian(['chromium-headless-shell'], say);
  const problemOf = (word: string): string | undefined => {
    if (isMissing(word)) return `${whyNot}: apt-get install ${packagesOf(word)}`;
    if (rootOnly.includes(word) && process.getuid?.() !== 0) return 'only root can run them';
    if (mounting.includes(word) && !canMount()) return 'no file system can be mounted here';
    try {
      if (npmFolders[word]) installPackages(npmFolders[word]);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return new Map(
    [...words].flatMap((word) => [[word, problemOf(word) ?? ''] as const]).filter(([, why]) => why),
  );
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-tmpfs-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return status === 0;
}

/** Installs Debian packages, and gives the reason when it cannot. */
function installOnDebian(packages: ReadonlyArray<string>, say: Say): string {
  if (packages.length === 0) return '';
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return 'missing; as root on Debian';
  say(`Installing ${packages.join(' ')} for the tests …`);
  const install = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let { status, stdout, stderr } = spawnSync('sh', ['-c', install], { env, encoding: 'utf8' });
  for (let waits = 0; waits < 60 && status !== 0 && stderr.includes('Could not get lock'); waits += 1) {
    if (waits === 0) say('Another process installs packages. Waiting for it, up to ten minutes …');
    ({ status, stdout, stderr } = spawnSync('sh', ['-c', `sleep 10; ${install}`], { env, encoding: 'utf8' }));
  }
  if (status !== 0) say(`${stdout}${stderr}`);
  return status === 0 ? 'installed, but not found' : 'could not be installed, see above';
}
