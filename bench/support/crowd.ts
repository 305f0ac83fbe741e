import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Contestant, Outcome } from './contestant.ts';

export interface CrowdOrder {
  readonly apiPort: number;
  /** A path that each connection asks for when it is opened, with the contestant's session. */
  readonly greeting: string;
  readonly contestants: ReadonlyArray<Contestant>;
  /** How many of them, the first ones, open their connection before and keep it. */
  readonly kept: number;
  readonly patienceMs: number;
}

export interface CrowdReport {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** Of the processes of the crowd, from the start to the last reply. */
  readonly cpuMs: number;
}

/** A process may have so many connections to the API and to the file server at once without meeting its limits. */
const contestantsPerProcess = 5000;

/** Connects a crowd and waits until all are there. The contest starts with the call of `run`, at a time to come. */
export async function gatherCrowd(
  order: CrowdOrder,
): Promise<{ run(startsAtMs: number): Promise<CrowdReport> }> {
  const count = Math.ceil(order.contestants.length / contestantsPerProcess);
  const parts = await Promise.all(
    Array.from({ length: count }, async (_, part) => {
      // Every so many-th, so that those who keep a connection are spread evenly.
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
