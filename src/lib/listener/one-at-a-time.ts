import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** @param awaitsContinue whether the client sent `Expect: 100-continue` and is waiting to send its body */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  awaitsContinue: boolean,
) => void;

/** Browsers and proxies do not pipeline. Clients that do send only a few requests ahead. */
const maxWaiting = 16;

export interface TakingTurns {
  readonly take: RequestHandler;
  /**
   * Calls `end` when nothing more can be read from a connection, after replying to all complete requests. `isAnswered` says whether the
   * reply to the unreadable request has begun.
   */
  cutOff(socket: Socket, end: (isAnswered: boolean) => void): void;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly awaitsContinue: boolean;
}

interface Turn {
  current: Exchange;
  readonly waiting: Array<Exchange>;
  /** Called after the last reply. */
  end?: () => void;
}

/**
 * Handles the requests of a connection one by one: the next begins when the previous reply has been sent. Node alone would start all
 * pipelined requests (RFC 9112 §9.3.2), so a client that never reads could make the server build and hold thousands of replies. A
 * connection with more than `maxWaiting` waiting requests is closed; by that section its client retries.
 */
export function oneAtATime(answer: RequestHandler, onTooMany: () => void): TakingTurns {
  const turns = new WeakMap<Socket, Turn>();
  const latest = new WeakMap<Socket, IncomingMessage>();

  function begin({ request, response, awaitsContinue }: Exchange): void {
    response.once('close', () => goOn(request.socket));
    answer(request, response, awaitsContinue);
  }

  function goOn(socket: Socket): void {
    const turn = turns.get(socket);
    const next = turn?.waiting.shift();
    // After a `Connection: close` reply the others get none.
    if (turn === undefined || next === undefined || !socket.writable) {
      turns.delete(socket);
      turn?.end?.();
      return;
    }
    turn.current = next;
    begin(next);
  }

  return {
    take(request, response, awaitsContinue) {
      const { socket } = request;
      if (socket.destroyed) return; // requests read together with the one that exceeded the limit
      latest.set(socket, request);
      const exchange = { request, response, awaitsContinue };
      const turn = turns.get(socket);
      if (turn === undefined) {
        turns.set(socket, { current: exchange, waiting: [] });
        begin(exchange);
      } else if (turn.waiting.length < maxWaiting) {
        turn.waiting.push(exchange);
      } else {
        socket.destroy();
        onTooMany();
      }
    },
    cutOff(socket, end) {
      const turn = turns.get(socket);
      const isBody = latest.get(socket)?.complete === false;
      if (turn === undefined) return end(isBody);
      if (turn.end !== undefined) return; // the parser fails again for later bytes
      // A reply may be waiting for a body that will never be complete.
      if (isBody && turn.waiting.pop() === undefined) return end(turn.current.response.headersSent);
      turn.end = () => end(false);
    },
  };
}
