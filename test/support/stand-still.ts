import { afterEach, beforeEach, mock } from 'node:test';
import { testDialect } from './test-database.ts';

/** For a suite whose time stands still: PostgreSQL's client waits by timers. */
export const onSqliteAlone = { skip: testDialect !== 'sqlite' };

/** Lets the limits' time, which is the process's own, stand still in every test of a suite: it moves by `mock.timers`. */
export function letTimeStandStill(): void {
  beforeEach(() => mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() }));
  afterEach(() => mock.timers.reset());
}
