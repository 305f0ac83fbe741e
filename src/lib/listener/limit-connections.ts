import type { Server, Socket } from 'node:net';
import { parseAddress } from 'lectern-signing';
import { countedAddress, isInNetworks } from '../client-address.ts';

/** Why a connection was closed without a response: too many from its address, too many in total, or too many pipelined requests. */
export type ConnectionRefusal = 'address' | 'total' | 'pipelining';

export interface ConnectionLimits {
  /** Open connections in total. */
  readonly maxConnections: number;
  /** Open connections per IPv4 address, or per IPv6 /64. */
  readonly maxConnectionsPerAddress: number;
  /** Reverse proxies, as addresses or networks. They forward requests of many clients, so no limit per address applies. */
  readonly trustedProxies: ReadonlyArray<string>;
  readonly onRefuse: (refusal: ConnectionRefusal) => void;
}

/** Closes excess connections as soon as they are accepted, before reading a byte. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const { maxConnections, maxConnectionsPerAddress, trustedProxies, onRefuse } = limits;
  const open = new Map<string, number>();

  server.maxConnections = maxConnections;
  server.on('drop', () => onRefuse('total'));
  server.on('connection', (socket: Socket) => {
    const address = parseAddress(socket.remoteAddress ?? '');
    if (address === undefined) {
      socket.destroy(); // already disconnected
      return;
    }
    if (isInNetworks(address, trustedProxies)) return;
    const client = countedAddress(address);
    const count = open.get(client) ?? 0;
    if (count >= maxConnectionsPerAddress) {
      onRefuse('address');
      socket.destroy();
      return;
    }
    open.set(client, count + 1);
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left === 0) open.delete(client);
      else open.set(client, left);
    });
  });
}
