import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Contestant, Outcome } from './contestant.ts';

export interface CrowdOrder {
  readonly apiPort: number;
  /** A path that each connection requests when it opens, with the contestant's session. */
  readonly greeting: string;
  readonly contestants: ReadonlyArray<Contestant>;
  /** How many of the contestants, from the first, connect early and stay connected. */
  readonly kept: number;
  /** From the start; requests that still wait then have failed. */
  readonly patienceMs: number;
}

export interface CrowdReport {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** Of the crowd's processes, from the start to the last reply. */
  readonly cpuMs: number;
}

/** With this many connections to each server, a process stays below its limits. */
const contestantsPerProcess = 5000;

/** Connects a crowd and waits until all are connected. `run` starts the contest at a future time. */
export async function gatherCrowd(
  order: CrowdOrder,
): Promise<{ run(startsAtMs: number): Promise<CrowdReport> }> {
  const count = Math.ceil(order.contestants.length / contestantsPerProcess);
  const parts = await Promise.all(
    Array.from({ length: count }, async (_, part) => {
      // Every nth, to spread those who stay connected evenly.
      const contestants = order.contestants.filter((_contestant, at) => at % count === part);
      const child = fork(join(import.meta.dirname, 'crowd-process.ts'));
      child.send({ ...order, contestants, kept: Math.floor(order.kept / count) } satisfies CrowdOrder);
      await messageOf(child);
      return child;
    }),
  );
  return {
    async run(startsAtMs) {
      const reports = await Promise.all(
        parts.map(async (child) => {
          child.send({ startsAtMs });
          return (await messageOf(child)) as CrowdReport;
        }),
      );
      return {
        outcomes: reports.flatMap(({ outcomes }) => outcomes),
        cpuMs: reports.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      };
    },
  };
}

async function messageOf(child: ReturnType<typeof fork>): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the crowd ended (${code})`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
