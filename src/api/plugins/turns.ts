import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LecternError } from '../../lib/errors.ts';

/** Requests of one account, in this process. */
interface Lane {
  underWay: number;
  readonly waiting: Array<() => void>;
}

const maxWaiting = 100;

export type EndTurn = () => void;

/**
 * Waits until an account may begin another request.
 * @throws LecternError `rate-limited` if too many of its requests wait
 */
export type TakeTurn = (
  accountId: string,
  atOnce: number,
) => Promise<{ readonly end: EndTurn; readonly hasWaited: boolean }>;

/**
 * Lets each account make only so many requests at once. More wait while the requests of others are served, and begin in a later turn of the
 * event loop, so an account with many connections delays others no longer than one with a few.
 */
export function createTurns(): TakeTurn {
  const lanes = new Map<string, Lane>();

  return async (accountId, atOnce) => {
    const lane = lanes.get(accountId) ?? { underWay: 0, waiting: [] };
    if (lane.waiting.length >= maxWaiting) throw tooMany();
    lanes.set(accountId, lane);
    const hasWaited = lane.underWay >= atOnce;
    if (hasWaited) await new Promise<void>((begin) => lane.waiting.push(begin));
    else lane.underWay += 1;

    /** The next one takes the place, if any waits. */
    const advance = () => {
      const next = lane.waiting.shift();
      if (next) return next();
      lane.underWay -= 1;
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
