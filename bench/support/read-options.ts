import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Parses the command line after the bench's name: its own options, and the shared ones. */
export function readOptions<Own extends ParseArgsOptionsConfig>(own: Own) {
  const shared = {
    /** After a warm-up round; with 0, the warm-up is counted. */
    rounds: { type: 'string', default: '3' },
    /** Of one measurement. */
    seconds: { type: 'string', default: '2' },
    /** Prints everything as JSON instead of a table. */
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options: { ...shared, ...own } });
  const { rounds, seconds, json } = values as { rounds: string; seconds: string; json: boolean };
  const count = Number(rounds);
  const isCounted = (round: number) => round > 0 || count === 0;
  return { ...values, rounds: count, isCounted, seconds: Number(seconds), json };
}
