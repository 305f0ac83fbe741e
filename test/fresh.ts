/**
 * `npm run test:fresh` runs both commands of README.md on a new Debian that has npm, an old Node and git, and no
 * package that this machine happens to have. It needs root on Debian and 10 GB in /var/tmp.
 *
 *   --keep DIR     keeps the new Debian in DIR, and copies it from there next time
 *   --if-due       does nothing in the week after a run that passed, of the same version
 *   PATH …         runs only the suites with this in their path; such a run is no proof
 *
 * A run of everything that passes writes test/fresh-proof.json, which is committed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { signIn, taskTitled } from './support/api-client.ts';
import { findProgram } from './support/find-program.ts';
import { freePorts } from './support/ports.ts';
import { upTo } from './support/up-to.ts';

const root = join(import.meta.dirname, '..');
const proofFile = join(root, 'test/fresh-proof.json');
const weekMs = 7 * 24 * 3_600_000;
const certificates = '/etc/ssl/certs/ca-certificates.crt';
const say = (text: string) => void process.stdout.write(`${text}\n`);
const git = (...args: ReadonlyArray<string>) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' }, 'if-due': { type: 'boolean' } },
});
if (values['if-due'] && existsSync(proofFile)) {
  const proof: { version: string; date: string } = JSON.parse(readFileSync(proofFile, 'utf8'));
  if (proof.version === packageJson.version && Date.now() - Date.parse(proof.date) < weekMs) {
    say(`This was proved on a new Debian on ${proof.date}.`);
    process.exit();
  }
}
const uncommitted = git('status', '--porcelain');
if (uncommitted !== '') fail(`The new Debian gets the last commit. Commit these first:\n${uncommitted}`);
if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) fail('This needs root on Debian.');

const folder = mkdtempSync('/var/tmp/lectern-fresh-');
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

const machine = join(folder, 'machine');
const kept = values.keep === undefined ? undefined : resolve(values.keep);
if (!kept || !existsSync(kept)) await timed('A new Debian', async () => makeMachine(kept ?? machine));
if (kept) execFileSync('cp', ['-a', kept, machine]);
adoptSettings();
git('clone', '--quiet', root, join(machine, 'root/lectern'));

await timed('npm ci && npm run demo', tryDemo);
await timed(`npm ci && npm test${paths.length > 0 ? ` -- ${paths.join(' ')}` : ''}`, runTests);
if (paths.length === 0) {
  const proof = { version: packageJson.version, date: new Date().toISOString().slice(0, 10) };
  writeFileSync(proofFile, `${JSON.stringify(proof, null, 2)}\n`);
  say('Commit test/fresh-proof.json.');
}

/** Debian's minimum with what README.md asks for, and git for the clone. */
function makeMachine(at: string): void {
  if (!findProgram(['mmdebstrap'])) {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'mmdebstrap'], {
      stdio: 'inherit',
    });
  }
  const release = readFileSync('/etc/os-release', 'utf8').match(/^VERSION_CODENAME=(.+)$/m)?.[1] ?? '';
  const sources = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].filter(existsSync);
  const packages = '--include=ca-certificates,git,npm';
  execFileSync(
    'mmdebstrap',
    ['--quiet', '--variant=minbase', packages, release, at, ...sources.slice(0, 1)],
    {
      stdio: 'inherit',
    },
  );
}

/** The registries, proxies and certificates of this machine. */
function adoptSettings(): void {
  copyFileSync(certificates, join(machine, certificates));
  cpSync('/etc/apt/apt.conf.d', join(machine, 'etc/apt/apt.conf.d'), { recursive: true });
  for (const file of ['/etc/resolv.conf', '/etc/hosts']) copyFileSync(file, join(machine, file));
  const npm = (...args: ReadonlyArray<string>) =>
    execFileSync('npm', ['config', 'get', ...args], { cwd: '/', encoding: 'utf8' }).trim();
  const npmrc = join(machine, 'root/.npmrc');
  for (const file of [npm('globalconfig'), npm('userconfig')]) {
    if (!existsSync(file)) continue;
    const lines = readFileSync(file, 'utf8').split('\n');
    // These are paths of this machine.
    appendFileSync(npmrc, `${lines.filter((line) => !/^(cafile|nodedir|prefix)\b/.test(line)).join('\n')}\n`);
  }
  appendFileSync(npmrc, `registry=${npm('registry')}\n`);
}

/**
 * Runs a script of bash as root in the new Debian, in namespaces of its own: its processes end with it. `pivot_root` makes
 * it the root of its mount namespace, where suites enter namespaces that they make themselves.
 */
function start(script: string, log: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const enter = `
    mount --make-rprivate /
    mount --bind "$1" "$1"
    cd "$1"
    mount -t proc proc proc
    mount --rbind /dev dev
    mount --rbind /sys sys
    mount -t tmpfs tmpfs run
    pivot_root . mnt
    exec chroot . /bin/sh -euc 'umount -l /mnt; cd /root/lectern; exec env -i "$@"' - "\${@:2}"`;
  const adopted = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  const env = Object.entries({
    ...Object.fromEntries(adopted),
    HOME: '/root',
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    NODE_EXTRA_CA_CERTS: certificates,
    ...environment,
  }).map(([name, value]) => `${name}=${value}`);
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const output = openSync(log, 'w');
  const child = spawn(
    'unshare',
    [...namespaces, 'bash', '-euc', enter, '-', machine, ...env, 'bash', '-c', script],
    { stdio: ['ignore', output, output] },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function tryDemo(log: string): Promise<void> {
  const [port, filesPort] = await freePorts();
  const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  const demo = start('npm ci && npm run demo', log, ports);
  const url = `http://127.0.0.1:${port}`;
  const bound = upTo(7200); // an hour
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )) &&
    bound()
  ) {
    if (!running.has(demo)) throw new Error('The demo ended.');
    await sleep(500);
  }
  const student = await signIn(url, 'student');
  const { descriptionPdfUrl } = await student.task(await taskTitled(student, 'Sum of Squares'));
  const pdf = await (await fetch(descriptionPdfUrl ?? '')).text();
  if (!pdf.startsWith('%PDF-')) throw new Error(`${descriptionPdfUrl} is no PDF.`);
  demo.kill('SIGKILL');
  await once(demo, 'exit');
}

async function runTests(log: string): Promise<void> {
  // With CI=true nothing may be left out.
  const [status] = await once(start(`npm ci && npm test -- ${paths.join(' ')}`, log, { CI: 'true' }), 'exit');
  if (status !== 0) throw new Error('The tests failed.');
}

/** Does a part, and shows the last lines of its output and how long it took. */
async function timed(title: string, part: (log: string) => Promise<void>): Promise<void> {
  say(`\n=== ${title}`);
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const begunMs = performance.now();
  let failure: unknown;
  await part(log).catch((error: unknown) => (failure = error));
  say(
    readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(failure ? -300 : -15)
      .join('\n'),
  );
  const seconds = Math.round((performance.now() - begunMs) / 1000);
  if (failure) fail(`=== ${title}: failed after ${seconds} s: ${(failure as Error).message}`);
  say(`=== ${title}: passed after ${seconds} s`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
