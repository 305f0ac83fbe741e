import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Options of benches that can measure the server of two checkouts. */
export const againstOptions = {
  /** The folder of another checkout with its dependencies, measured in the same run; empty for none. */
  against: { type: 'string', default: '' },
  /** Starts and measures its server before this checkout's. */
  'against-first': { type: 'boolean', default: false },
} as const;

export interface Checkout {
  /** The path of its `main.cjs`. */
  readonly program: string;
  /** What follows the names of its rows: nothing, or `, against`. */
  readonly suffix: string;
}

export const againstSuffix = ', against';
export const ownCheckout: Checkout = { program: 'src/main.cjs', suffix: '' };

/**
 * This checkout and, with `--against`, the other. Each gets a separate database and data folder; this checkout prepares both, so the other
 * must have all of its migrations.
 * @throws Error if the folder is not a checkout with its dependencies
 */
export function readCheckouts(options: {
  readonly against: string;
  readonly 'against-first': boolean;
}): ReadonlyArray<Checkout> {
  const { against, 'against-first': isAgainstFirst } = options;
  if (against === '') return [ownCheckout];
  const program = resolve(against, ownCheckout.program);
  for (const path of [program, resolve(against, 'node_modules')]) {
    if (existsSync(path)) continue;
    throw new Error(`--against takes the folder of a checkout after "npm ci", but ${path} does not exist`);
  }
  const pair = [ownCheckout, { program, suffix: againstSuffix }];
  return isAgainstFirst ? pair.reverse() : pair;
}
