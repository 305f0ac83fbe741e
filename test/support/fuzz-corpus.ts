import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { runSeed } from './sampled.ts';
import { sized } from './test-size.ts';

/** Inputs of one fuzz test that have failed before, or were written by hand: one file each. */
export interface Corpus<Input> {
  readonly inputs: ReadonlyArray<Input>;
  /** Tries all inputs, then this many random ones with the seed of the run. */
  parameters(randomRuns: number): fc.Parameters<[Input]>;
}

interface Form<Input> {
  readonly extension: string;
  readonly read: (file: Buffer) => Input;
  readonly write: (input: Input) => string | Uint8Array;
}

export const bytesOf = (extension: string): Form<Buffer> => ({
  extension,
  read: (file) => file,
  write: (input) => input,
});

export const json = <Input>(write: (input: Input) => object = (input) => input as object): Form<Input> => ({
  extension: 'json',
  read: (file) => JSON.parse(file.toString()),
  write: (input) => `${JSON.stringify({ about: 'found by a fuzz test', ...write(input) }, null, 2)}\n`,
});

const fixtures = join(import.meta.dirname, '../fixtures/corpus');

/**
 * @param options.name of the folder in `test/fixtures/corpus`
 * @param options.grows whether the simplest input that fails is added as a file; default: in the long size
 */
export function openCorpus<Input>(
  form: Form<Input>,
  { name, root = fixtures, grows = sized(0, 1) === 1 }: { name: string; root?: string; grows?: boolean },
): Corpus<Input> {
  const folder = join(root, name);
  const inputs = readdirSync(folder).map((file) => form.read(readFileSync(join(folder, file))));

  function keep(input: Input): string {
    const content = form.write(input);
    const digest = createHash('sha256').update(content).digest('hex');
    const file = join(folder, `found-${digest.slice(0, 12)}.${form.extension}`);
    writeFileSync(file, content);
    return `\nIt was saved: commit ${file}`;
  }

  return {
    inputs,
    parameters: (randomRuns) => ({
      examples: inputs.map((input) => [input]),
      numRuns: inputs.length + randomRuns,
      seed: runSeed,
      reporter(details) {
        if (!details.failed) return;
        const [input] = details.counterexample ?? [];
        const isNew = input !== undefined && !inputs.includes(input);
        const report = fc.defaultReportMessage(details) + (grows && isNew ? keep(input) : '');
        throw new Error(report, { cause: details.errorInstance });
      },
    }),
  };
}
