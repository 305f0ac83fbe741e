/**
 * Mutation testing: makes the same 300 small mistakes in the code that decides, issues, redeems, revokes and accepts uploads, and in six
 * features that protect something (`choose-mutants.ts`), one at a time in a copy of the checkout, and prints which suite finds each.
 *
 *     npm run mutants                                 # unit suites on SQLite; survivors also on PostgreSQL
 *     npm run mutants -- --tier test                  # without suites that only `npm run test:all` runs
 *     npm run mutants -- --from before.json           # the mutants of an earlier run, compared with it
 *     npm run mutants -- --only 17,40 test/domain/tasks      # some of them, with the unit suites whose path has this
 *     npm run mutants -- --only 17 test/e2e/revocation.process.test.ts    # with a suite of another kind
 *
 * Runs the suites that execute the mutated place, likely and fast ones first, until one fails. Measurements of suites are kept in the
 * folder --work and reused, so use another folder for other suites. --out records which test found which mutant.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { isUnit, wordsOf } from '../test/support/suites.ts';
import { memoryFolder } from '../test/support/temporary-folder.ts';
import { memoryFolderVariable, postgresVariable } from '../test/support/variables.ts';
import type { Mutant } from './choose-mutants.ts';

/** The test that found a mutant. */
interface Killer {
  readonly suite: string;
  readonly test: string;
  readonly place: 'SQLite' | 'PostgreSQL';
}
type Judged = Mutant & { readonly killedBy: Killer | null };

interface Suite {
  readonly file: string;
  readonly passes: boolean;
  readonly seconds: number;
  /** What each of its processes executed of a file (V8 coverage); if missing, all mutants are tried. */
  readonly ranges?: Readonly<Record<string, ReadonlyArray<ReadonlyArray<Range>>>>;
}
type Range = readonly [start: number, end: number, isExecuted: boolean];

/** A unit suite without output for this long hangs. */
const silenceMs = 180_000;
/** The likeliest suite runs alone first: one starts sooner than many. */
const firstSuites = 1;
/** Slower suites run last. */
const longSeconds = 5;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    judge: { type: 'boolean', default: false },
    tier: { type: 'string', default: 'all' },
    seed: { type: 'string', default: '29' },
    from: { type: 'string' },
    only: { type: 'string' },
    out: { type: 'string' },
    work: { type: 'string', default: join(tmpdir(), 'lectern-mutants') },
  },
});
const work = resolve(options.work);
const tree = join(work, 'tree');
const unitEnvironment = { [memoryFolderVariable]: memoryFolder() ?? tmpdir() };
if (options.judge) runUntilFailure(positionals);
else
  await judgeAll(resolve(options.out ?? join(work, 'mutants.json')), options.from && resolve(options.from));

/** Runs suites in this process, prints each as it starts, and ends at the first failure. */
function runUntilFailure(suites: ReadonlyArray<string>): void {
  const say = (kind: 'begins' | 'fails', { name, file }: { name: string; file?: string | undefined }) =>
    fs.writeSync(1, `${JSON.stringify({ kind, name: name.replace(/\s/g, ' '), file })}\n`);
  const fail = (data: { name: string; file?: string | undefined }) => {
    say('fails', data);
    process.exit(1);
  };
  run({ files: suites.map((file) => resolve(file)), isolation: 'none' })
    .on('test:dequeue', (data) => say('begins', data))
    .on('test:complete', (data) => void (data.details.passed || fail(data)))
    .on('test:fail', fail)
    .resume();
}

async function judgeAll(out: string, from: string | undefined): Promise<void> {
  const { chooseMutants } = await import('./choose-mutants.ts');
  const { startTemplateServer } = await import('../test/servers/postgres-template.ts');
  const before = from ? (JSON.parse(fs.readFileSync(from, 'utf8')) as ReadonlyArray<Judged>) : [];
  const mutants: ReadonlyArray<Mutant> = from ? before : chooseMutants(Number(options.seed), 300);
  copyCheckout();
  process.chdir(tree);
  const suites = fs.globSync('test/**/*.test.ts').filter(isWanted).sort().map(measure);
  for (const { file, passes } of suites) if (!passes) say(`Fails without a mutant, and is left out: ${file}`);

  const kills = new Map<string, number>();
  const judged = mutants.map((mutant): Judged => ({ killedBy: null, ...mutant }));
  let server: Awaited<ReturnType<typeof startTemplateServer>> | undefined;
  const only = options.only?.split(',').map(Number) ?? [...mutants.keys()];
  for (const [at, mutant] of [...mutants.entries()].filter(([index]) => only.includes(index))) {
    const { file } = mutant;
    const source = fs.readFileSync(file, 'utf8');
    const start = source.indexOf(mutant.context) + mutant.lead;
    if (!source.includes(mutant.context))
      throw new Error(`${at}: ${file} has no "${mutant.context}" any more`);
    const likelihood = (suite: Suite) =>
      (suite.seconds > longSeconds ? -1000 : (kills.get(suite.file + file) ?? likeness(suite.file, file))) -
      (wordsOf(suite.file).includes('more') ? 10_000 : suite.seconds / 1000);
    const likely = suites.filter(({ passes }) => passes).sort((a, b) => likelihood(b) - likelihood(a));

    fs.writeFileSync(
      file,
      source.slice(0, start) + mutant.after + source.slice(start + mutant.before.length),
    );
    const executing = likely.filter((suite) => !isForPostgres(suite.file) && executes(suite, file, start));
    let killedBy = await findKiller(file, executing, 'SQLite', {});
    // Code executed only on PostgreSQL was not measured.
    const stored = likely.filter((suite) => runsOnPostgres(suite.file) && (suite.ranges?.[file] ?? true));
    if (!killedBy && stored.length > 0) {
      server ??= await startTemplateServer();
      killedBy = await findKiller(file, stored, 'PostgreSQL', { [postgresVariable]: server.url });
    }
    fs.writeFileSync(file, source);

    if (killedBy) kills.set(killedBy.suite + file, (kills.get(killedBy.suite + file) ?? 1) + 1);
    judged[at] = { ...mutant, killedBy };
    fs.writeFileSync(out, JSON.stringify(judged, null, 2));
    const what = killedBy ? `${killedBy.suite} on ${killedBy.place}: ${killedBy.test}` : 'SURVIVES';
    const change = `${mutant.before} -> ${mutant.after}`.replace(/\s+/g, ' ').slice(0, 80);
    say(`${at} ${file}:${mutant.line} ${change}\n    ${what}`);
    const old = before[at];
    if (old?.killedBy && !killedBy) say(`    It died before, by ${old.killedBy.suite}: ${old.killedBy.test}`);
  }
  await server?.end();
  report(judged);
}

function isWanted(file: string): boolean {
  const isNamed = positionals.length === 0 || positionals.some((part) => file.includes(part));
  const isChosen = positionals.includes(file) || (isUnit(file) && isNamed);
  const words = wordsOf(file);
  return isChosen && !words.includes('nightly') && (options.tier === 'all' || !words.includes('more'));
}

function isForPostgres(file: string): boolean {
  return wordsOf(file).includes('postgres');
}

/** Whether the chosen tier runs it on that database. */
function runsOnPostgres(file: string): boolean {
  if (options.tier === 'test') return wordsOf(file).some((word) => ['both', 'postgres'].includes(word));
  const opensDatabase = /\b(openTest(App|Database)|testDatabaseOpener)\(/;
  return isForPostgres(file) || opensDatabase.test(fs.readFileSync(file, 'utf8'));
}

/** A suite in the folder of the same name, then one of the same name, is likely to test a file. */
function likeness(suite: string, file: string): number {
  const isNear = dirname(file)
    .split('/')
    .includes(basename(dirname(suite)));
  return Number(isNear) + Number(basename(suite).split('.')[0] === basename(file, '.ts'));
}

/** The smallest coverage range around a place decides whether it was executed. */
function executes({ ranges }: Suite, file: string, at: number): boolean {
  if (!ranges) return true;
  return (ranges[file] ?? []).some((ofProcess) => {
    const around = ofProcess.filter(([start, end]) => start <= at && at < end);
    return around.sort(([a, b], [c, d]) => b - a - (d - c))[0]?.[2] ?? false;
  });
}

/** Returns the first failing suite; an unexpected one must fail twice, because the first failure may be chance. */
async function findKiller(
  file: string,
  suites: ReadonlyArray<Suite>,
  place: Killer['place'],
  environment: Readonly<Record<string, string>>,
): Promise<Killer | null> {
  let left = suites.map(({ file }) => file);
  for (let count = firstSuites; left.length > 0; count *= 4) {
    const some = left.slice(0, count);
    const failed = await firstFailure(some, environment);
    // A contract's test does not name the suite that runs it.
    const suspects = failed && some.includes(failed.suite) ? [failed.suite] : failed ? some : [];
    for (const suite of suspects) {
      const isExpected = suspects.length === 1 && likeness(suite, file) > 0;
      const again = isExpected ? failed : await firstFailure([suite], environment);
      if (again) return { suite, test: again.test, place };
    }
    left = left.filter((each) => !(failed ? suspects : some).includes(each));
  }
  return null;
}

async function firstFailure(suites: ReadonlyArray<string>, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['tools/mutants.ts', '--judge', ...suites], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(work, 'compiled'), ...unitEnvironment, ...environment },
  });
  const ended = once(child, 'close');
  let last = { kind: 'begins', name: 'ends early', file: resolve(suites[0] as string) };
  const hangs = () => void child.kill('SIGKILL');
  let silence = setTimeout(hangs, silenceMs);
  for await (const line of createInterface({ input: child.stdout })) {
    if (last.kind === 'begins' && /^{"kind".*}$/.test(line)) last = { ...last, ...JSON.parse(line) };
    clearTimeout(silence);
    silence = setTimeout(hangs, silenceMs);
  }
  const [code] = await ended;
  clearTimeout(silence);
  return code === 0 ? undefined : { suite: last.file.replace(`${tree}/`, ''), test: last.name };
}

/** Runs a unit suite once without a mutant. */
function measure(file: string): Suite {
  if (!isUnit(file)) return { file, passes: true, seconds: 0 };
  const kept = join(work, 'measured', `${file.replaceAll('/', '+')}.json`);
  if (fs.existsSync(kept)) return JSON.parse(fs.readFileSync(kept, 'utf8')) as Suite;
  const folder = fs.mkdtempSync(join(work, 'coverage-'));
  const startedMs = performance.now();
  const environment = { ...process.env, NODE_V8_COVERAGE: folder, ...unitEnvironment };
  const { status } = spawnSync(process.execPath, [file], { env: environment, timeout: 10 * 60_000 });
  const seconds = (performance.now() - startedMs) / 1000;
  const ranges: Record<string, Array<ReadonlyArray<Range>>> = {};
  for (const name of fs.readdirSync(folder)) {
    const { result } = JSON.parse(fs.readFileSync(join(folder, name), 'utf8')) as Coverage;
    for (const { url, functions } of result) {
      const path = url.split(`${tree}/`)[1] ?? '';
      if (!/^(src|signing)\//.test(path)) continue;
      const ofProcess = functions.flatMap((each) => each.ranges);
      const found = ofProcess.map((each): Range => [each.startOffset, each.endOffset, each.count > 0]);
      ranges[path] = [...(ranges[path] ?? []), found];
    }
  }
  fs.rmSync(folder, { recursive: true });
  const suite = { file, passes: status === 0, seconds, ranges };
  fs.mkdirSync(dirname(kept), { recursive: true });
  fs.writeFileSync(kept, JSON.stringify(suite));
  return suite;
}

interface Coverage {
  readonly result: ReadonlyArray<{
    readonly url: string;
    readonly functions: ReadonlyArray<{
      readonly ranges: ReadonlyArray<{ startOffset: number; endOffset: number; count: number }>;
    }>;
  }>;
}

/** Copies tracked and untracked files that aren't ignored, and hard-links the packages. */
function copyCheckout(): void {
  fs.rmSync(tree, { recursive: true, force: true });
  fs.mkdirSync(tree, { recursive: true });
  const script = `git ls-files -zco --exclude-standard | xargs -0 cp --parents -t "$0"
    for folder in node_modules */node_modules; do cp -al "$folder" "$0/$folder"; done; rm -rf "$0/node_modules/.cache"`;
  const { status } = spawnSync('sh', ['-c', script, tree], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The checkout could not be copied.');
}

function report(judged: ReadonlyArray<Judged>): void {
  const isInTest = ({ suite, place }: Killer) =>
    !wordsOf(suite).includes('more') &&
    (place === 'SQLite' || wordsOf(suite).some((word) => /both|postgres/.test(word)));
  say('\nmutants  in npm test  in test:all alone  survive');
  const groups = Object.entries(Object.groupBy(judged, ({ group }) => group));
  for (const [group, mutants = []] of [...groups, ['all', [...judged]] as const]) {
    const killers = mutants.flatMap(({ killedBy }) => killedBy ?? []);
    const inTest = killers.filter(isInTest).length;
    const counts = [mutants.length, inTest, killers.length - inTest, mutants.length - killers.length];
    say(`${[7, 11, 17, 7].map((width, at) => String(counts[at]).padStart(width)).join('  ')}  ${group}`);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
