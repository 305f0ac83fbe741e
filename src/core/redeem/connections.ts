import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** The open connections of a server. Closes them without cutting a reply short. */
export interface Connections {
  /** Registers the reply in progress on a connection. `reply` never rejects, and resolves when the client has it or is gone. */
  track(socket: Socket, reply: Promise<void>): void;
  /**
   * Accepts no more connections, closes idle ones immediately, the others after their reply, and all after `graceMs`. Resolves when every
   * reply has ended.
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Tracks idle connections, because `http.Server.close` considers one idle as soon as its reply is handed over, and would cut off a client
 * that is still reading.
 */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const answering = new Map<Socket, Promise<void>>();
  let closing = false;

  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  return {
    track(socket, reply) {
      answering.set(socket, reply);
      void reply.then(() => {
        if (answering.get(socket) !== reply) return; // the next reply has begun
        answering.delete(socket);
        if (closing) socket.destroySoon();
      });
    },

    async close(graceMs) {
      closing = true;
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      NetServer.prototype.close.call(server, () => resolve());
      for (const socket of sockets) if (!answering.has(socket)) socket.destroy();
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      await Promise.all(answering.values());
      clearTimeout(timer);
    },
  };
}
