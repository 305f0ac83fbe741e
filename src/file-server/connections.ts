import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** The open connections of a server, and how to end them without cutting a reply short. */
export interface Connections {
  /** Tells of a reply that is being made; `reply` never rejects, and ends when the client has it or is gone. */
  track(socket: Socket, reply: Promise<void>): void;
  isAnswering(socket: Socket): boolean;
  /**
   * Accepts no more, closes idle connections at once, the others after their reply, and all when `graceMs`
   * have passed. Ends when every reply has.
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Finds out for itself which connections are idle: `http.Server.close` takes one for idle as soon as its
 * reply is handed over, and would cut off a client that still reads.
 */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const replies = new Map<Promise<void>, Socket>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const isAnswering = (socket: Socket) => replies.values().some((each) => each === socket);

  return {
    isAnswering,

    track(socket, reply) {
      replies.set(reply, socket);
      void reply.then(() => {
        replies.delete(reply);
        if (closing && !isAnswering(socket)) socket.destroySoon();
      });
    },

    async close(graceMs) {
      closing = true;
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      NetServer.prototype.close.call(server, () => resolve());
      for (const socket of sockets) if (!isAnswering(socket)) socket.destroy();
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      await Promise.all(replies.keys());
      clearTimeout(timer);
    },
  };
}
