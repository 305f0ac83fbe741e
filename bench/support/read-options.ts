import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What follows the name of a bench on the command line: its own options, and those that benches share. */
export function readOptions<Own extends ParseArgsOptionsConfig>(own: Own) {
  const shared = {
    /** After one that warms up, and counts only where it is the only one. */
    rounds: { type: 'string', default: '3' },
    /** Of one measurement. */
    seconds: { type: 'string', default: '2' },
    /** Everything as JSON instead of a table. */
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options: { ...shared, ...own } });
  const { rounds, seconds, json } = values as { rounds: string; seconds: string; json: boolean };
  const count = Number(rounds);
  const isCounted = (round: number) => round > 0 || count === 0;
  return { ...values, rounds: count, isCounted, seconds: Number(seconds), json };
}
