import { afterEach, beforeEach, mock } from 'node:test';
import { testDialect } from './test-database.ts';

/** For a suite whose time stands still: PostgreSQL's client waits by timers. */
export const onSqliteAlone = { skip: testDialect !== 'sqlite' };

/** Stops the process's time, which the limits use, in every test of a suite; `mock.timers` moves it. */
export function letTimeStandStill(): void {
  beforeEach(() => mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() }));
  afterEach(() => mock.timers.reset());
}
