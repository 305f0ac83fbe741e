/**
 * Compares the servers of two checkouts by another bench, run several times with new processes and databases, and with the other server
 * first every second time: two processes of one program differ by up to 5 % as long as they live, so a comparison needs several. Prints how
 * much more each value of this checkout is, with twice the standard error. Other options go to the bench.
 *
 *   npm run bench -- compare task-detail --against ../before
 *   npm run bench -- compare download --against ../before --times 20 --sizes 20 --reads hot
 */
import { join } from 'node:path';
import { exitOnSignals, run } from '../test/support/server-process.ts';
import { againstSuffix } from './support/checkouts.ts';
import { tableOf } from './support/table.ts';

const [bench = '', ...options] = process.argv.slice(3);
const timesAt = options.indexOf('--times');
const times = timesAt === -1 ? 10 : Number(options.splice(timesAt, 2)[1]);
if (!options.includes('--against') || !(times >= 2)) {
  throw new Error('compare takes the name of a bench, --against FOLDER, and --times N of at least 2');
}

/** The numbers in a bench's JSON output, by the names and keys that lead to each. Skips lists of numbers. */
function* valuesIn(node: unknown, path: ReadonlyArray<string> = []): Generator<readonly [string, number]> {
  if (typeof node === 'number') yield [path.join(', '), node];
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) {
    for (const [key, value] of Object.entries(node)) yield* valuesIn(value, [...path, key]);
    return;
  }
  for (const each of node) {
    const title = each.name ?? each.server ?? each.participants;
    if (title !== undefined) yield* valuesIn(each, [...path, String(title)]);
  }
}

/** How many times the other server's value each value of this checkout is. */
async function ratiosOf(isAgainstFirst: boolean): Promise<ReadonlyArray<readonly [string, number]>> {
  const order = isAgainstFirst ? ['--against-first'] : [];
  const words = [join(import.meta.dirname, 'run.ts'), bench, '--json', '--rounds', '1', ...options, ...order];
  const { code, stdout, stderr } = await run(process.execPath, words);
  if (code !== 0) throw new Error(`${bench}: ${stderr}`);
  const values = new Map(valuesIn(JSON.parse(stdout)));
  return [...values].flatMap(([key, other]) => {
    const ownKey = key.replace(againstSuffix, '');
    const own = values.get(ownKey) ?? 0;
    return ownKey !== key && own > 0 && other > 0 ? [[ownKey, own / other] as const] : [];
  });
}

exitOnSignals();
const ratios: Array<readonly [string, number]> = [];
for (let time = 0; time < times; time += 1) {
  ratios.push(...(await ratiosOf(time % 2 === 1)));
  if (process.stdout.isTTY) process.stdout.write(`${time + 1} of ${times}\r`);
}

const results = [...Map.groupBy(ratios, ([key]) => key)].map(([key, all]) => {
  const logs = all.map(([, ratio]) => Math.log(ratio));
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const variance = logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs.length - 1);
  return { name: key, percent: 100 * Math.expm1(mean), error: 200 * Math.sqrt(variance / logs.length) };
});
if (options.includes('--json')) process.stdout.write(`${JSON.stringify({ times, results }, null, 2)}\n`);
else {
  const line = tableOf(76, 12);
  line(['this checkout, compared with the other', 'more, %', '+-']);
  for (const { name, percent, error } of results) line([name, percent.toFixed(1), error.toFixed(1)]);
}
