import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** @param awaitsContinue whether the client sent `Expect: 100-continue` and holds its body back */
export type Answer = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => void;

/** Browsers and proxies send the next request when they have the reply. Those who pipeline send a few at once. */
const maxWaiting = 16;

export interface TakingTurns {
  readonly take: Answer;
  /**
   * Runs `end` for a connection of which nothing more can be read, after the replies to what was read whole. `end`
   * learns whether the request that could not be read has got a reply, or the first of one.
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
  /** What to do after the last reply. */
  end?: () => void;
}

/**
 * Answers the requests of a connection one after the other: the next is looked at when the reply before it has left.
 * Node itself hands over all that were pipelined (RFC 9112 §9.3.2), so a client that never reads could have thousands
 * of replies made and kept. A connection with more than `maxWaiting` requests before their turn is closed; by that
 * section its client asks again.
 */
export function oneAtATime(answer: Answer, onTooMany: () => void): TakingTurns {
  const turns = new WeakMap<Socket, Turn>();
  const latest = new WeakMap<Socket, IncomingMessage>();

  function begin({ request, response, awaitsContinue }: Exchange): void {
    response.once('close', () => goOn(request.socket));
    answer(request, response, awaitsContinue);
  }

  function goOn(socket: Socket): void {
    const turn = turns.get(socket);
    const next = turn?.waiting.shift();
    // After a reply that said `Connection: close` the others get none.
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
      if (socket.destroyed) return; // what was read together with one too many
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
      if (turn.end !== undefined) return; // the parser fails again at whatever else arrives
      // A reply may need the body that will never be whole.
      if (isBody && turn.waiting.pop() === undefined) return end(turn.current.response.headersSent);
      turn.end = () => end(false);
    },
  };
}
