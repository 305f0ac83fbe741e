import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

/** A proxy that cuts connections without an answer, as a network does. */
export async function startCuttingProxy(port: number) {
  const sockets = new Set<Socket>();
  let limit: number | undefined;
  let cuts = 0;
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
      socket.on('close', () => sockets.delete(socket));
    }
    let passed = 0;
    client.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (limit === undefined || passed < limit) return void server.write(chunk);
      cuts += 1;
      end();
    });
    server.pipe(client);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  after(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    get cuts() {
      return cuts;
    },
    /** Cuts each connection after this many bytes of a client; undefined cuts none. */
    cutAfter(bytes: number | undefined) {
      limit = bytes;
    },
  };
}
