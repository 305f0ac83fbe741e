import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type OverloadedReply, overloaded } from '../../lib/overloaded.ts';

/**
 * Requests begun in one tick of the event loop. More would delay timers and new connections; with fewer, each durable
 * commit would cover the records of fewer requests.
 */
const requestsPerTick = 128;
/**
 * How long people keep their attention on a request (J. Nielsen, Usability Engineering, 1993, ch. 5). A refusal also
 * makes them wait some seconds, and costs another request.
 */
const longestWaitMs = 10_000;

const refusal: OverloadedReply = {
  message: () => 'Too many requests at once. Try again in a moment.',
  retryAfterSeconds: { min: 1, max: 3 },
};

/** The cause of the overload: concurrent requests, or work for the event loop. */
export type OverloadSign = 'requests' | 'event-loop';

export interface OverloadParts {
  /** Limit of this process, which bounds what waits for the database or a storage. */
  readonly maxConcurrentRequests: number;
  readonly onRefuse: (sign: OverloadSign) => void;
  /** Milliseconds of a monotonic clock. Default: `performance.now()`. */
  readonly monotonicMs?: () => number;
}

interface Waiting {
  readonly sinceMs: number;
  readonly begin: () => void;
}

/**
 * Refuses requests that these routes cannot serve now with `overloaded`, on arrival. A request counts until its reply is
 * made, even after its client has left, because its work continues. It does not count while its body arrives, or a few
 * slow clients would take every place; the limits of connections bound those.
 *
 * One poll of the event loop delivers what thousands of sockets have sent, and again what their clients send on getting
 * replies. So requests beyond the first of a tick wait for later ticks, in order.
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
