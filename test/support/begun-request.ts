import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';

/** A request for a URL whose head the server has read, and whose body it still waits for. */
export async function beginUrlRequest(apiUrl: string, taskId: string, token: string) {
  const socket = connect(Number(new URL(apiUrl).port), '127.0.0.1');
  socket.pause();
  socket.write(
    `POST /api/v1/tasks/${taskId}/description-url HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${token}\r\n` +
      'Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n',
  );
  await once(socket, 'readable');
  return {
    /** Sends the body, and returns the URL of the reply. */
    async finish(): Promise<string> {
      socket.write('{}');
      const reply = Buffer.concat(await socket.toArray()).toString();
      assert.match(reply, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
      return JSON.parse(reply.slice(reply.lastIndexOf('\r\n\r\n'))).descriptionPdfUrl;
    },
  };
}
