import { BlockList, isIPv6, type Server, type Socket } from 'node:net';
import { countedAddress } from '../client-address.ts';

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
  const { maxConnections, maxConnectionsPerAddress, onRefuse } = limits;
  const proxies = listOf(limits.trustedProxies);
  const open = new Map<string, number>();

  server.maxConnections = maxConnections;
  server.on('drop', () => onRefuse('total'));
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    if (address === undefined) {
      socket.destroy(); // already disconnected
      return;
    }
    if (proxies.check(address, familyOf(address))) return;
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

function listOf(networks: ReadonlyArray<string>): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
