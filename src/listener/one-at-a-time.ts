import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** @param awaitsContinue whether the client sent `Expect: 100-continue` and holds its body back */
export type Answer = (request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => void;

/** Browsers and proxies send the next request when they have the reply. Those who pipeline send a few at once. */
const maxWaiting = 16;

export interface TakingTurns {
  readonly take: Answer;
  /** The reply that is being made for a connection. */
  replyOn(socket: Socket): ServerResponse | undefined;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly awaitsContinue: boolean;
}

interface Turn {
  current: Exchange;
  readonly waiting: Array<Exchange>;
}

/**
 * Answers the requests of a connection one after the other: the next is looked at when the reply before it has left.
 * Node itself hands over all that were pipelined (RFC 9112 §9.3.2), so a client that never reads could have thousands
 * of replies made and kept. A connection with more than `maxWaiting` requests before their turn is closed; by that
 * section its client asks again.
 */
export function oneAtATime(answer: Answer, onTooMany: () => void): TakingTurns {
  const turns = new WeakMap<Socket, Turn>();

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
      return;
    }
    turn.current = next;
    begin(next);
  }

  return {
    take(request, response, awaitsContinue) {
      const { socket } = request;
      if (socket.destroyed) return; // what was read together with one too many
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
    replyOn: (socket) => turns.get(socket)?.current.response,
  };
}
