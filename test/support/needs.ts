import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumNames, findProgram, redisNames } from './find-program.ts';

/** What suites need beyond the packages of the project, by the ending of their names. */
interface Need {
  readonly ending: string;
  /** Each in the names that it may have. */
  readonly programs: ReadonlyArray<ReadonlyArray<string>>;
  readonly debianPackages: ReadonlyArray<string>;
  /** Files that the packages bring, beside programs. */
  readonly files?: ReadonlyArray<string>;
  readonly needsRoot?: true;
  /** A folder with a package.json and a lockfile of its own, installed when it is needed. */
  readonly npmFolder?: string;
}

const needs: ReadonlyArray<Need> = [
  { ending: '.browser.test.ts', programs: [chromiumNames], debianPackages: ['chromium'] },
  { ending: '.curl.test.ts', programs: [['curl']], debianPackages: ['curl'] },
  {
    ending: '.ceph.test.ts',
    programs: [['radosgw'], ['ceph-mon'], ['ceph-osd'], ['curl'], ['openssl']],
    debianPackages: ['radosgw', 'ceph-mon', 'ceph-osd', 'curl', 'openssl'],
    needsRoot: true,
  },
  {
    ending: '.swift.test.ts',
    programs: [['swift-proxy-server'], ['swift-object-server'], ['memcached'], ['curl']],
    debianPackages: ['swift-proxy', 'swift-object', 'swift-container', 'swift-account', 'memcached', 'curl'],
    needsRoot: true,
  },
  {
    ending: '.nginx.test.ts',
    programs: [['nginx']],
    debianPackages: ['nginx', 'libnginx-mod-http-js'],
    files: ['/usr/lib/nginx/modules/ngx_http_js_module.so'],
  },
  {
    ending: '.postgres.test.ts',
    programs: [['postgres'], ['initdb']],
    debianPackages: ['postgresql'],
  },
  {
    ending: '.redis.test.ts',
    programs: [redisNames],
    debianPackages: ['redis-server'],
  },
  {
    ending: '.azurite.test.ts',
    programs: [['openssl']],
    debianPackages: ['openssl'],
    npmFolder: 'test/servers/azurite',
  },
];

export interface LeftOut {
  readonly ending: string;
  /** Why its suites cannot run, and what would help. */
  readonly reason: string;
}

/**
 * Installs what these test files need and is missing, as root on Debian or by npm, and gives the endings of
 * those that cannot run all the same.
 */
export function meetNeeds(files: ReadonlyArray<string>, say: (text: string) => void): ReadonlyArray<LeftOut> {
  const asked = needs.filter(({ ending }) => files.some((file) => file.endsWith(ending)));
  const isMissing = (need: Need) =>
    need.programs.some((names) => !findProgram(names)) ||
    (need.files ?? []).some((file) => !existsSync(file));
  const packages = asked.filter(isMissing).flatMap(({ debianPackages }) => debianPackages);
  const whyNot = installPackages([...new Set(packages)], say);
  return asked.flatMap((need) => {
    const { ending, debianPackages, needsRoot, npmFolder } = need;
    if (isMissing(need)) return [{ ending, reason: `${debianPackages.join(', ')} not installed: ${whyNot}` }];
    if (needsRoot && process.getuid?.() !== 0) return [{ ending, reason: 'its servers start as root only' }];
    const npmProblem = npmFolder && installFolder(npmFolder, say);
    return npmProblem ? [{ ending, reason: npmProblem }] : [];
  });
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
