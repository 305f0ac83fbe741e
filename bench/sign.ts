/**
 * What one signature costs: each signer next to the presigner of its vendor and next to the bare cryptography,
 * in turn in the same run. Numbers change with the machine, ratios hardly; the aims stand beside them.
 *
 *   npm run bench -- sign
 */
import { azureRows } from './support/azure-rows.ts';
import { gcsRows } from './support/gcs-rows.ts';
import { median } from './support/processes.ts';
import { type SignRow, signRows } from './support/sign-rows.ts';

const rounds = 15;
const sliceMs = 60;

/** Microseconds for one call, over a slice of time. */
async function costOf(call: (at: number) => unknown): Promise<number> {
  const startedMs = performance.now();
  let calls = 0;
  while (performance.now() - startedMs < sliceMs) {
    for (let more = 0; more < 20; more += 1, calls += 1) {
      const result = call(calls);
      if (result instanceof Promise) await result;
    }
  }
  return ((performance.now() - startedMs) * 1000) / calls;
}

function callsOf({ signer, vendor, primitive, requests }: SignRow) {
  const requestAt = (at: number) => requests[at % requests.length] as (typeof requests)[number];
  return {
    ours: (at: number) => signer.signDownload(requestAt(at)),
    vendor: vendor && ((at: number) => vendor.sign(requestAt(at))),
    primitive: () => primitive.run(),
  };
}

interface Costs {
  readonly ours: number;
  readonly vendor: number | undefined;
  readonly primitive: number;
}

const measured = [...signRows, ...gcsRows, ...azureRows].map((row) => ({
  row,
  calls: callsOf(row),
  costs: [] as Array<Costs>,
}));
for (let round = 0; round <= rounds; round += 1) {
  for (const { calls, costs } of measured) {
    const cost = {
      primitive: await costOf(calls.primitive),
      ours: await costOf(calls.ours),
      vendor: calls.vendor && (await costOf(calls.vendor)),
    };
    if (round > 0) costs.push(cost); // the first one warms up
  }
}

const aim = (sign: '≤' | '≥', value: number | undefined) => (value === undefined ? '-' : `${sign} ${value}`);
const line = (name: string, cells: ReadonlyArray<string>) =>
  `${name.padEnd(28)}${cells.map((cell) => cell.padStart(14)).join('')}\n`;
process.stdout.write(
  line(`medians of ${rounds} rounds`, [
    'signs/s',
    'primitive/s',
    'vendor/s',
    '× primitive',
    'aim',
    'vendor ×',
    'aim',
  ]),
);
for (const { row, costs } of measured) {
  const perSecond = (values: ReadonlyArray<number>) => (1e6 / median(values)).toFixed(0);
  const toPrimitive = median(costs.map(({ ours, primitive }) => ours / primitive));
  const vendorCosts = costs.flatMap(({ vendor }) => vendor ?? []);
  const toVendor = costs.flatMap(({ ours, vendor }) => (vendor === undefined ? [] : vendor / ours));
  process.stdout.write(
    line(row.name, [
      perSecond(costs.map(({ ours }) => ours)),
      perSecond(costs.map(({ primitive }) => primitive)),
      row.vendor ? perSecond(vendorCosts) : '-',
      toPrimitive.toFixed(2),
      aim('≤', row.primitive.atMost),
      row.vendor ? median(toVendor).toFixed(1) : '-',
      aim('≥', row.vendor?.atLeast),
    ]),
  );
}
