import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type OverloadedReply, overloaded } from '../../overloaded.ts';

/** A tick of the event loop that takes longer means that replies come too late to be of use. */
const longestTickMs = 2000;
const lookEveryMs = 250;
/** A tick with fewer requests is long for another reason, such as a machine that slept, and refusing helps nobody. */
const requestsOfFlood = 50;

const refusal: OverloadedReply = {
  message: () => 'Too many requests at once. Try again in a moment.',
  retryAfterSeconds: { min: 1, max: 3 },
};

/** What there is too much of: requests under way, or work in one tick of the event loop. */
export type OverloadSign = 'requests' | 'event-loop';

export interface OverloadParts {
  /** So many requests may be under way in this process. It bounds what waits for the database or a storage. */
  readonly maxConcurrentRequests: number;
  readonly onRefuse: (sign: OverloadSign) => void;
  /** Milliseconds of a clock that nobody sets; of the process unless given. */
  readonly monotonicMs?: () => number;
}

/**
 * Answers what this scope of routes cannot serve now with `overloaded`, as soon as it arrives. A request is under
 * way until its reply is made, also when its client has gone: what it waits for is waited for all the same. While it
 * waits for its client, for the rest of its body, it is not: or a few slow clients would take every place. The limits
 * of connections bound those.
 *
 * Under a flood timers hardly run, as one tick takes what thousands of sockets have sent; so each request looks at
 * how long ago one did, and cheap refusals let the loop go on.
 */
export function refuseOverload(scope: FastifyInstance, parts: OverloadParts): void {
  const { maxConcurrentRequests, onRefuse, monotonicMs = () => performance.now() } = parts;
  const underWay = new Set<FastifyRequest>();
  let tickedAtMs = 0;
  let ofThisTick = 0;
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    tickedAtMs = monotonicMs();
    ofThisTick = 0;
  }

  const isFull = () => underWay.size >= maxConcurrentRequests;

  function signOfOverload(): OverloadSign | undefined {
    if (isFull()) return 'requests';
    const isFlood = timer !== undefined && ofThisTick >= requestsOfFlood;
    return isFlood && monotonicMs() - tickedAtMs > longestTickMs ? 'event-loop' : undefined;
  }

  scope.addHook('onListen', (done) => {
    tick();
    timer = setInterval(tick, lookEveryMs).unref();
    done();
  });

  scope.addHook('onRequest', (request, _reply, done) => {
    const sign = signOfOverload();
    if (sign === undefined) {
      underWay.add(request);
      ofThisTick += 1;
      done();
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
  scope.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
}
