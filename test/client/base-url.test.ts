import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createLecternClient } from '../../client/src/index.ts';

/** The URL that a client with this base requests. */
async function asked(baseUrl: string): Promise<string> {
  const urls: Array<string> = [];
  const client = createLecternClient({
    baseUrl,
    async fetch(url) {
      urls.push(String(url));
      return Response.json({});
    },
  });
  await client.get('/api/v1/me');
  return urls.join();
}

describe('the base URL of a client', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'location');
  });

  it('comes before every path, with or without a slash at its end', async () => {
    for (const [baseUrl, url] of [
      ['https://lectern.example.org', 'https://lectern.example.org/api/v1/me'],
      ['http://localhost:8080/', 'http://localhost:8080/api/v1/me'],
      ['https://school.example.org/lectern//', 'https://school.example.org/lectern/api/v1/me'],
      [' http://localhost:8080\n', 'http://localhost:8080/api/v1/me'],
      ['HTTPS://Lectern.example.org:443', 'https://lectern.example.org/api/v1/me'],
    ] as const) {
      assert.equal(await asked(baseUrl), url);
    }
  });

  for (const [what, baseUrl] of [
    ['no scheme before a port', 'localhost:8080'],
    ['a path alone', '/lectern'],
    ['a password, which fetch refuses', 'https://ada:secret@lectern.example.org'],
    ['a variable that is not set', undefined as never],
  ] as const) {
    it(`is refused immediately with ${what}, and the error says what to write`, () => {
      assert.throws(
        () => createLecternClient({ baseUrl }),
        ({ name, message }: Error) =>
          name === 'TypeError' &&
          message.startsWith('"baseUrl" ') &&
          message.includes('https://lectern.example.org') &&
          !message.includes('secret'),
      );
    });
  }

  it('may be empty only where a page or the caller\'s "fetch" knows the origin', async () => {
    assert.throws(() => createLecternClient({ baseUrl: '' }), TypeError);
    assert.equal(await asked(''), '/api/v1/me');
    Object.assign(globalThis, { location: { origin: 'https://lectern.example.org' } });
    assert.ok(createLecternClient({ baseUrl: '' }));
  });
});
