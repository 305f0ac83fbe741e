/**
 * The cost of one signature: each signer compared with its vendor's presigner and with the bare cryptography, alternating in the same run.
 * Numbers depend on the machine, ratios hardly; the targets are next to them. Then alternatives to `lectern-signing`: time per signature,
 * and size.
 *
 *   npm run bench -- sign
 *   npm run bench -- sign --rounds 5 --json
 */
import { azureRows } from './support/azure-rows.ts';
import { gcsRows } from './support/gcs-rows.ts';
import { median } from './support/processes.ts';
import { readOptions } from './support/read-options.ts';
import { type SignRow, signRows } from './support/sign-rows.ts';
import { bundleBytes, libraries } from './support/signing-libraries.ts';
import { tableOf } from './support/table.ts';

const wanted = readOptions({
  'slice-ms': { type: 'string', default: '60' },
  rounds: { type: 'string', default: '15' },
});
const { rounds, isCounted } = wanted;
/** Per round, for each signer, its vendor's, and the cryptography. */
const sliceMs = Number(wanted['slice-ms']);

/** Microseconds per call, during a slice of time. */
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
    if (isCounted(round)) costs.push(cost);
  }
}

/** Medians; `toPrimitive` and `toVendor` are medians of the ratios of each round. */
const results = measured.map(({ row, costs }) => {
  const perSecond = (values: ReadonlyArray<number>) => Math.round(1e6 / median(values));
  const ofVendor = costs.flatMap(({ ours, vendor }) => (vendor === undefined ? [] : { ours, vendor }));
  return {
    name: row.name,
    perSecond: perSecond(costs.map(({ ours }) => ours)),
    primitivePerSecond: perSecond(costs.map(({ primitive }) => primitive)),
    toPrimitive: median(costs.map(({ ours, primitive }) => ours / primitive)),
    toPrimitiveAtMost: row.primitive.atMost,
    ...(row.vendor && {
      vendorPerSecond: perSecond(ofVendor.map(({ vendor }) => vendor)),
      toVendor: median(ofVendor.map(({ ours, vendor }) => vendor / ours)),
      toVendorAtLeast: row.vendor.atLeast,
    }),
  };
});

/** Microseconds per signature, and bytes of a bundle, minified and compressed with brotli. */
const comparison: Array<{ readonly name: string; readonly microseconds: number; readonly bytes: number }> =
  [];
for (const library of libraries) {
  const costs: Array<number> = [];
  for (let round = 0; round <= rounds; round += 1) {
    const cost = await costOf(library.sign);
    if (isCounted(round)) costs.push(cost);
  }
  comparison.push({ name: library.name, microseconds: median(costs), bytes: await bundleBytes(library) });
}

function writeTable(): void {
  const aim = (sign: '≤' | '≥', value: number | undefined) =>
    value === undefined ? '-' : `${sign} ${value}`;
  const line = tableOf(28, 14);
  const titles = ['signs/s', 'primitive/s', 'vendor/s', '× primitive', 'aim', 'vendor ×', 'aim'];
  line([`medians of ${rounds} rounds`, ...titles]);
  for (const result of results) {
    line([
      result.name,
      `${result.perSecond}`,
      `${result.primitivePerSecond}`,
      `${result.vendorPerSecond ?? '-'}`,
      result.toPrimitive.toFixed(2),
      aim('≤', result.toPrimitiveAtMost),
      result.toVendor?.toFixed(1) ?? '-',
      aim('≥', result.toVendorAtLeast),
    ]);
  }
  const compared = tableOf(34, 14);
  compared(['one S3 or GCS download', 'µs', 'kB, brotli']);
  for (const { name, microseconds, bytes } of comparison) {
    compared([name, microseconds.toFixed(1), (bytes / 1000).toFixed(1)]);
  }
}

if (wanted.json) process.stdout.write(`${JSON.stringify({ rounds, results, comparison }, null, 2)}\n`);
else writeTable();
