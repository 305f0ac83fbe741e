import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { clientAddressHeader } from '../../accounts/auth-settings.ts';
import { type ErrorCode, LecternError } from '../../errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { Email, Id, object, problems } from '../schemas.ts';

const Password = Type.String({ minLength: 1, maxLength: 128 });

const SignIn = Type.Object(
  { email: Email, password: Password, rememberMe: Type.Optional(Type.Boolean()) },
  { title: 'SignIn' },
);

const SignedIn = Type.Object(
  {
    token: Type.String({ description: 'Send it as `Authorization: Bearer …`.' }),
    user: Type.Object({ id: Id, email: Email, name: Type.String() }, { additionalProperties: true }),
  },
  { title: 'SignedIn', additionalProperties: true },
);

/** Strangers may send these bodies. */
const maxBodyBytes = 4 * 1024;

const setByUs: ReadonlySet<string> = new Set(['content-length', 'set-cookie', 'cache-control']);

/** Accounts are better-auth's; its answers pass through, and its refusals become problem details. */
export function authRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { auth, authenticate, signInLimits, deviceCookie, publicUrl, settings } = parts;

  /** The body of the reply, whose status and headers are set. */
  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const url = new URL(request.url, publicUrl);
    // Spelled another way (`/./`, `\\`), a path would reach better-auth past the route that limits it.
    if (url.pathname !== request.url.split('?', 1)[0]) {
      throw noSuchAddress();
    }
    const { handler } = await auth();
    const response = await handler(toWebRequest(request, url));
    for (const [name, value] of response.headers) {
      if (!setByUs.has(name)) reply.header(name, value);
    }
    for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
    const text = await response.text();
    if (response.status >= 400) throw toError(response.status, text);
    reply.code(response.status).serializer(String);
    return text;
  }

  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.bodyLimit = maxBodyBytes;
    });
    server.post(
      '/sign-in/email',
      {
        schema: {
          operationId: 'signIn',
          tags: ['account'],
          summary: 'Sign in with e-mail and password',
          description:
            'Gives a token for `Authorization: Bearer`, and sets the session cookie and a device cookie: failures ' +
            'elsewhere do not keep a browser out that has signed in to the account before.',
          security: [],
          body: SignIn,
          response: { 200: SignedIn, ...problems(400, 401, 403, 429) },
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const device = deviceCookie.read(request.headers.cookie, email);
        const who = { address: request.ip, email, device };
        const answer = await signInLimits.signIn(who, () => forward(request, reply));
        reply.header('set-cookie', deviceCookie.issue(email));
        return answer as never;
      },
    );
    server.post(
      '/sign-up/email',
      {
        schema: {
          operationId: 'signUp',
          tags: ['account'],
          summary: 'Create a student account, where LECTERN_SIGN_UP is open',
          description: '403 `switched-off` where it is closed; `GET /api/v1/settings` tells.',
          security: [],
          body: Type.Object({
            email: Email,
            password: Password,
            name: Type.String({ minLength: 1, maxLength: 200 }),
          }),
          response: { 200: SignedIn, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        if (settings.signUp === 'closed') {
          throw new LecternError('switched-off', 'Ask an admin of this server for an account.');
        }
        const answer = await signInLimits.signUp(request.ip, () => forward(request, reply));
        reply.header('set-cookie', deviceCookie.issue(request.body.email));
        return answer as never;
      },
    );
    server.post(
      '/sign-out',
      {
        schema: {
          operationId: 'signOut',
          tags: ['account'],
          summary: 'End this session',
          response: { 200: object({ success: Type.Boolean() }), ...problems(400) },
        },
      },
      forward as never,
    );
    server.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['account'],
          summary: 'Change your password',
          body: Type.Object({
            currentPassword: Password,
            newPassword: Password,
            revokeOtherSessions: Type.Optional(Type.Boolean({ description: 'End your other sessions too.' })),
          }),
          response: { 200: Type.Object({}, { additionalProperties: true }), ...problems(400, 401, 429) },
        },
      },
      async (request, reply) => {
        const principal = await authenticate(request.headers);
        if (!principal) {
          throw new LecternError('unauthenticated', 'Send a session cookie or a bearer token.');
        }
        return (await signInLimits.changePassword(principal.id, () => forward(request, reply))) as never;
      },
    );
    server.post(
      '/reset-password',
      {
        schema: {
          operationId: 'resetPassword',
          tags: ['account'],
          summary: 'Set the password of an account, with the token of a set link',
          description:
            'Works once. When the token is used up, expired or unknown, `reason` is `invalid-token`; a password of the ' +
            'wrong length is `password-too-short` or `password-too-long`.',
          security: [],
          body: Type.Object({
            token: Type.String({
              minLength: 1,
              maxLength: 200,
              description: 'Behind `#token=` in the link.',
            }),
            newPassword: Type.String(),
          }),
          response: { 200: object({ status: Type.Boolean() }), ...problems(400, 429) },
        },
      },
      async (request, reply) =>
        (await signInLimits.setPassword(request.ip, () => forward(request, reply))) as never,
    );
    server.route({
      method: ['GET', 'POST'],
      url: '/*',
      schema: { hide: true },
      async handler(request, reply) {
        if (forwarded.test((request.params as { '*': string })['*'])) return forward(request, reply);
        throw noSuchAddress();
      },
    });
  };
}

/** What else of better-auth is served: sessions, one's own profile, and its admin endpoints. */
const forwarded =
  /^(?:get-session|list-sessions|revoke-(?:session|sessions|other-sessions)|update-user|admin\/[\w-]+)$/;

function noSuchAddress(): LecternError {
  return new LecternError('not-found', 'There is no such address; see /docs.');
}

function toWebRequest(request: FastifyRequest, url: URL): Request {
  const headers = new Headers();
  for (const name of ['authorization', 'cookie', 'user-agent', 'origin'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  headers.set(clientAddressHeader, request.ip);
  const hasBody = request.method === 'POST' && request.body !== undefined;
  if (hasBody) headers.set('content-type', 'application/json');
  return new Request(url, {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
}

/** better-auth's `{code, message}` as one of our errors; its own code stays readable as `reason`. */
function toError(status: number, text: string): LecternError {
  const refusal = parseRefusal(text);
  const facts = refusal.code ? { facts: { reason: refusal.code.toLowerCase().replaceAll('_', '-') } } : {};
  return new LecternError(
    codeFor(status, refusal.code),
    refusal.message || 'The request was refused.',
    facts,
  );
}

function codeFor(status: number, reason: string | undefined): ErrorCode {
  if (reason === 'INVALID_EMAIL_OR_PASSWORD') return 'credentials-invalid';
  if (reason === 'BANNED_USER') return 'account-disabled';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'unavailable' : 'auth-refused';
}

function parseRefusal(text: string): { code?: string; message?: string } {
  try {
    const { code, message } = JSON.parse(text);
    return { ...(code ? { code: String(code) } : {}), ...(message ? { message: String(message) } : {}) };
  } catch {
    return {};
  }
}
