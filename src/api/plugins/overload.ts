import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type OverloadedReply, overloaded } from '../../lib/overloaded.ts';

/**
 * So many requests are begun in one tick of the event loop. More would hold up timers and new connections; fewer would
 * share a durable commit of their records with fewer others.
 */
const requestsPerTick = 128;
/**
 * For so long people keep their mind on what they asked for (J. Nielsen, Usability Engineering, 1993, ch. 5). Whoever is
 * refused waits for some seconds as well, and costs another request.
 */
const longestWaitMs = 10_000;

const refusal: OverloadedReply = {
  message: () => 'Too many requests at once. Try again in a moment.',
  retryAfterSeconds: { min: 1, max: 3 },
};

/** What there is too much of: requests under way, or work for the event loop. */
export type OverloadSign = 'requests' | 'event-loop';

export interface OverloadParts {
  /** So many requests may be under way in this process. It bounds what waits for the database or a storage. */
  readonly maxConcurrentRequests: number;
  readonly onRefuse: (sign: OverloadSign) => void;
  /** Milliseconds of a clock that nobody sets; of the process unless given. */
  readonly monotonicMs?: () => number;
}

interface Waiting {
  readonly sinceMs: number;
  readonly begin: () => void;
}

/**
 * Answers what this scope of routes cannot serve now with `overloaded`, as soon as it arrives. A request is under
 * way until its reply is made, also when its client has gone: what it waits for is waited for all the same. While it
 * waits for its client, for the rest of its body, it is not: or a few slow clients would take every place. The limits
 * of connections bound those.
 *
 * One poll of the event loop hands over what thousands of sockets have sent, and what their clients send when they have
 * the replies. So beyond the first of a tick, requests wait for one of the next ticks, in their order.
 */
export function refuseOverload(scope: FastifyInstance, parts: OverloadParts): void {
  const { maxConcurrentRequests, onRefuse, monotonicMs = () => performance.now() } = parts;
  const underWay = new Set<FastifyRequest>();
  const waiting: Array<Waiting> = [];
  let begunInTick = 0;

  const isFull = () => underWay.size >= maxConcurrentRequests;

  function signOfOverload(): OverloadSign | undefined {
    if (isFull()) return 'requests';
    const [first] = waiting;
    return first && monotonicMs() - first.sinceMs > longestWaitMs ? 'event-loop' : undefined;
  }

  function beginInTurn(begin: () => void): void {
    if (begunInTick === 0) setImmediate(nextTick);
    if (begunInTick < requestsPerTick) {
      begunInTick += 1;
      begin();
    } else {
      waiting.push({ sinceMs: monotonicMs(), begin: AsyncResource.bind(begin) });
    }
  }

  function nextTick(): void {
    const turn = waiting.splice(0, requestsPerTick);
    begunInTick = turn.length;
    if (begunInTick > 0) setImmediate(nextTick);
    for (const { begin } of turn) begin();
  }

  scope.addHook('onRequest', (request, _reply, done) => {
    const sign = signOfOverload();
    if (sign === undefined) {
      underWay.add(request);
      beginInTurn(done);
    } else {
      onRefuse(sign);
      done(overloaded(refusal));
    }
  });
  scope.addHook('preParsing', (request, _reply, _payload, done) => {
    underWay.delete(request);
    done();
  });
  scope.addHook('preValidation', (request, _reply, done) => {
    if (isFull()) {
      onRefuse('requests');
      done(overloaded(refusal));
    } else {
      underWay.add(request);
      done();
    }
  });
  scope.addHook('onSend', (request, _reply, _payload, done) => {
    underWay.delete(request);
    done();
  });
}
