import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LecternError } from '../../lib/errors.ts';

/** Requests of one account, in this process. */
interface Lane {
  /** The cost of those that have begun. */
  underWay: number;
  readonly waiting: Array<{ readonly cost: number; readonly begin: () => void }>;
}

/** More would be refused anyway, by the budget of the account. */
const maxWaiting = 100;

export type EndTurn = () => void;

/**
 * Waits until an account may begin what costs so much.
 * @throws LecternError `rate-limited` if too many of its requests wait
 */
export type TakeTurn = (
  accountId: string,
  cost: number,
  atOnce: number,
) => Promise<{ readonly end: EndTurn; readonly hasWaited: boolean }>;

/**
 * Lets each account do only so much at once. What it asks beyond waits while the requests of others are served, and begins in a later turn of
 * the event loop, so an account with many connections delays others no longer than one with a few.
 * `atOnce` is the cost of what may run at the same time; what costs more runs alone.
 */
export function createTurns(): TakeTurn {
  const lanes = new Map<string, Lane>();
  const hasRoom = ({ underWay }: Lane, cost: number, atOnce: number) =>
    underWay === 0 || underWay + cost <= atOnce;

  return async (accountId, cost, atOnce) => {
    const lane = lanes.get(accountId) ?? { underWay: 0, waiting: [] };
    if (lane.waiting.length >= maxWaiting) throw tooMany();
    lanes.set(accountId, lane);
    const hasWaited = lane.waiting.length > 0 || !hasRoom(lane, cost, atOnce);
    if (!hasWaited) lane.underWay += cost;
    else await new Promise<void>((begin) => lane.waiting.push({ cost, begin }));

    const advance = () => {
      lane.underWay -= cost;
      for (let [next] = lane.waiting; next && hasRoom(lane, next.cost, atOnce); [next] = lane.waiting) {
        lane.waiting.shift();
        lane.underWay += next.cost;
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
