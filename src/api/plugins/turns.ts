import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LecternError } from '../../lib/errors.ts';

/** Requests of one account, in this process. */
interface Lane {
  /** The cost of all that run, in milliseconds. */
  underWay: number;
  readonly waiting: Array<{ readonly ms: number; readonly begin: () => void }>;
}

const maxWaiting = 100;

export type EndTurn = () => void;

/**
 * Waits until an account may begin a request of this cost.
 * @param atOnce milliseconds of work that it may have under way. A request counts at most half of them, so that a long one never blocks the
 * account alone.
 * @throws LecternError `rate-limited` if too many of its requests wait
 */
export type TakeTurn = (
  accountId: string,
  cost: number,
  atOnce: number,
) => Promise<{ readonly end: EndTurn; readonly hasWaited: boolean }>;

/**
 * Lets each account have only so much work under way. More waits while the requests of others are served, and begins in a later turn of the
 * event loop, so an account with many connections delays others no longer than one with a few.
 */
export function createTurns(): TakeTurn {
  const lanes = new Map<string, Lane>();

  return async (accountId, cost, atOnce) => {
    const ms = Math.min(cost, atOnce / 2);
    const lane = lanes.get(accountId) ?? { underWay: 0, waiting: [] };
    if (lane.waiting.length >= maxWaiting) throw tooMany();
    lanes.set(accountId, lane);
    const fits = (next: number) => lane.underWay + next <= atOnce;
    const hasWaited = lane.waiting.length > 0 || !fits(ms);
    if (hasWaited) await new Promise<void>((begin) => lane.waiting.push({ ms, begin }));
    else lane.underWay += ms;

    const advance = () => {
      lane.underWay -= ms;
      for (let next = lane.waiting[0]; next && fits(next.ms); next = lane.waiting[0]) {
        lane.underWay += next.ms;
        lane.waiting.shift();
        next.begin();
      }
      if (lane.underWay === 0) lanes.delete(accountId);
    };
    return { end: () => void setImmediate(advance), hasWaited };
  };
}

/** Turns of requests. */
export function createRequestTurns() {
  const takeTurn = createTurns();
  const turns = new WeakMap<FastifyRequest, EndTurn>();
  return {
    /** @returns whether the request has waited, so that what was read for it may be out of date */
    async take(request: FastifyRequest, ...turn: Parameters<TakeTurn>): Promise<boolean> {
      const { end, hasWaited } = await takeTurn(...turn);
      turns.set(request, end);
      return hasWaited;
    },
    /** The hook `onSend`: a turn ends when the reply is made, even if its client has left. */
    end(request: FastifyRequest, _reply: FastifyReply, _payload: unknown, done: () => void): void {
      turns.get(request)?.();
      turns.delete(request);
      done();
    },
  };
}

function tooMany(): LecternError {
  const retryAfterSeconds = randomInt(1, 4);
  const advice = `Too many of your requests are waiting. Try again in ${retryAfterSeconds} seconds.`;
  return new LecternError('rate-limited', advice, { facts: { retryAfterSeconds } });
}
