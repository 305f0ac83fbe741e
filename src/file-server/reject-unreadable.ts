import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { unreadable, unreadableReply } from '../errors.ts';
import type { FileServerLog } from './access-log.ts';
import type { Connections } from './connections.ts';

/**
 * Answers what the HTTP parser could not read with a 400 that repeats none of it, and closes. In the middle
 * of another reply, or when the client is gone, it only closes.
 */
export function rejectUnreadable(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  connections: Connections,
  log: FileServerLog,
): void {
  if (!socket.writable || connections.isAnswering(socket as Socket)) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const { status, code } = unreadable();
  log.warn({ requestId, status, outcome: code, parserError: error.code }, 'unreadable request');
  socket.end(unreadableReply(requestId), () => socket.destroy());
}
