import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** An option of benches that can measure the server of two checkouts. */
export const againstOption = {
  /** The folder of another checkout with its dependencies, measured in the same run; empty for none. */
  against: { type: 'string', default: '' },
} as const;

export interface Checkout {
  /** The path of its `main.cjs`. */
  readonly program: string;
  /** What follows the names of its rows: nothing, or `, against`. */
  readonly suffix: string;
}

export const ownCheckout: Checkout = { program: 'src/main.cjs', suffix: '' };

/**
 * This checkout and, with `--against`, the other. Each gets a separate database and data folder; this checkout prepares both, so the other
 * must have all of its migrations. Even two servers of one checkout differ by up to 5%, and the second is usually slower, so compare in
 * both directions before you believe less; `--cpu-prof` of Node shows where the time goes.
 * Throws if the folder is not a checkout with its dependencies.
 */
export function readCheckouts({ against }: { readonly against: string }): ReadonlyArray<Checkout> {
  if (against === '') return [ownCheckout];
  const program = resolve(against, ownCheckout.program);
  for (const path of [program, resolve(against, 'node_modules')]) {
    if (existsSync(path)) continue;
    throw new Error(`--against takes the folder of a checkout after "npm ci", but ${path} does not exist`);
  }
  return [ownCheckout, { program, suffix: ', against' }];
}
