import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Strangers who send passwords at full speed, each the next one as soon as the last is refused or accepted. */
export interface GuessersOrder {
  /** Of the API. */
  readonly port: number;
  readonly operation: 'sign-in' | 'sign-up';
  readonly connections: number;
  /** Local addresses, such as `127.1.0.1`; the connections are spread over them. Each serves one order. */
  readonly addresses: ReadonlyArray<string>;
  /** Everyone guesses at this account. Default: each request names another one, which does not exist. */
  readonly email?: string;
}

export interface Guessers {
  /** Disconnects them. @returns how many requests got each status */
  stop(): Promise<Readonly<Record<string, number>>>;
}

/** Starts them in another process. @returns when each address has had a reply: the first moments of an attack take longer */
export async function startGuessers(order: GuessersOrder): Promise<Guessers> {
  const child = fork(join(import.meta.dirname, 'guessers-process.ts'));
  child.send(order);
  await once(child, 'message');
  return {
    async stop() {
      const report = once(child, 'message');
      child.send('stop');
      const [statuses] = await report;
      child.disconnect();
      await once(child, 'exit');
      return statuses as Record<string, number>;
    },
  };
}
