import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { it } from 'node:test';
import { ReadingSocket } from './raw-http.ts';

it('a write that fails takes no answer away that was received before it', async (context) => {
  const client = new ReadingSocket();
  const server = createServer((socket) =>
    socket.once('data', () => {
      socket.write('answer');
      socket.resetAndDestroy();
      client.write('after the reset'); // before the client can read
    }),
  );
  context.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client.connect((server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  client.setEncoding('latin1').on('data', (text: string) => {
    received += text;
  });
  client.on('error', () => {});
  client.write('request');
  await new Promise((resolve) => client.once('close', resolve));
  assert.equal(received, 'answer');
});
