import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { logFailure } from '../../api/plugins/error-reply.ts';
import { problems } from '../../api/problem-replies.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Claim, IdempotencyStore, KeptReply } from './idempotency-store.ts';

const maxKeyLength = 255;
const keptHeaders = ['content-type', 'location', 'etag'];

const KeyHeader = Type.String({
  minLength: 1,
  maxLength: 2 * maxKeyLength + 2,
  description:
    'A unique value, such as a UUID, that makes retries safe: for a day, the same key with the same request returns the ' +
    'first reply again, with `Idempotency-Replayed: true`. See /manual/idempotency.',
});

/** Lets the `idempotent` routes of the scope accept an `Idempotency-Key`. Register it after authorization. */
export function takeIdempotencyKeys(server: FastifyInstance, store: IdempotencyStore): void {
  server.decorateRequest('claim');

  async function claim(request: FastifyRequest): Promise<KeptReply | undefined> {
    const header = request.headers['idempotency-key'];
    const { idempotent } = request.routeOptions.config;
    const takesKey = typeof idempotent === 'function' ? idempotent(request) : idempotent === true;
    if (header === undefined || !takesKey) return undefined;
    const { id, apiKeyId } = request.getDecorator<Principal>('principal');
    const claimed = await store.claim({
      caller: apiKeyId ?? id,
      route: `${request.method} ${request.routeOptions.url}`,
      key: parseKey(String(header)),
      content: contentOf(request),
    });
    if ('answer' in claimed) return claimed.answer;
    request.setDecorator('claim', claimed.claim);
    return undefined;
  }

  /** A failure to store the response does not fail the request, which is done. */
  async function keepAnswer(request: FastifyRequest, answer: KeptReply): Promise<void> {
    const held = request.getDecorator<Claim | undefined>('claim');
    if (!held) return;
    request.setDecorator('claim', undefined);
    try {
      await (answer.status < 300 ? held.keep(answer) : held.free());
    } catch (error) {
      logFailure(error, request);
    }
  }

  server.addHook('onRoute', (route) => {
    if (!route.config?.idempotent) return;
    describe(route);
    route.preHandler = [
      ...[route.preHandler ?? []].flat(),
      async (request, reply) => {
        const answer = await claim(request);
        if (!answer) return undefined;
        const { status, headers, body } = answer;
        return reply.code(status).headers(headers).header('idempotency-replayed', 'true').send(body);
      },
    ];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      async (request, reply, payload) => {
        const headers = keptHeaders.flatMap((name) => {
          const value = reply.getHeader(name);
          return value === undefined ? [] : [[name, String(value)]];
        });
        await keepAnswer(request, {
          status: reply.statusCode,
          headers: Object.fromEntries(headers),
          body: String(payload ?? ''),
        });
        return payload;
      },
    ];
  });
}

/**
 * Parses the header: a string of structured fields (RFC 8941 §3.3.3) as in draft-ietf-httpapi-idempotency-key-header-07
 * §2.1, or the same characters without quotation marks, as many clients send it.
 * @throws LecternError `request-invalid`
 */
function parseKey(header: string): string {
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])+)"$/.exec(header)?.[1]?.replaceAll(/\\(["\\])/g, '$1');
  const key = quoted ?? /^[!#-+\--:<-[\]-~]+$/.exec(header)?.[0];
  if (key !== undefined && key.length <= maxKeyLength) return key;
  throw new LecternError(
    'request-invalid',
    `Idempotency-Key must be a string of at most ${maxKeyLength} ASCII characters, such as "8e03978e-40d5-43e8-bc93".`,
  );
}

function contentOf({ params, query, body }: FastifyRequest): ReadonlyArray<string | Uint8Array> {
  return [
    JSON.stringify([params ?? {}, query ?? {}]),
    Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null),
  ];
}

function describe({ schema }: RouteOptions): void {
  if (!schema) return;
  const own = Type.IsObject(schema.headers) ? schema.headers.properties : {};
  schema.headers = Type.Object({ ...own, 'idempotency-key': Type.Optional(KeyHeader) });
  schema.response = Object.assign(problems(409, 422, 429), schema.response);
}
