import { BlockList, isIPv6, type Server, type Socket } from 'node:net';
import { countedAddress } from '../client-address.ts';

/**
 * Why a connection was closed without an answer: too many are open from its address, or from everybody together, or
 * too many of its requests waited for their turn.
 */
export type ConnectionRefusal = 'address' | 'total' | 'pipelining';

export interface ConnectionLimits {
  /** Open at once, from everybody together. */
  readonly maxConnections: number;
  /** Open at once from one IPv4 address, or from one /64 of IPv6. */
  readonly maxConnectionsPerAddress: number;
  /** Reverse proxies, as addresses or networks. They bring everybody's requests, so they may open more. */
  readonly trustedProxies: ReadonlyArray<string>;
  readonly onRefuse: (refusal: ConnectionRefusal) => void;
}

/** Closes what is beyond the limits as soon as it is accepted, before a byte of it is read. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const { maxConnections, maxConnectionsPerAddress, onRefuse } = limits;
  const proxies = listOf(limits.trustedProxies);
  const open = new Map<string, number>();

  server.maxConnections = maxConnections;
  server.on('drop', () => onRefuse('total'));
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    if (address === undefined) {
      socket.destroy(); // it has gone already
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
