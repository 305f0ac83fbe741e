import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What follows the name of a bench on the command line: its own options, and those that benches share. */
export function readOptions<Own extends ParseArgsOptionsConfig>(own: Own) {
  const shared = {
    /** Rounds after one that warms up. */
    rounds: { type: 'string', default: '3' },
    /** Of one measurement. */
    seconds: { type: 'string', default: '2' },
    /** Everything as JSON instead of a table. */
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options: { ...shared, ...own } });
  const { rounds, seconds, json } = values as { rounds: string; seconds: string; json: boolean };
  return { ...values, rounds: Number(rounds), seconds: Number(seconds), json };
}
