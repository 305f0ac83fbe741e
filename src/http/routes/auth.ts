import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { parseName } from '../../accounts/account-fields.ts';
import {
  clientAddressHeader,
  disabledReason,
  dontRememberCookieName,
  sessionCookieName,
} from '../../accounts/auth-settings.ts';
import { unauthenticated } from '../../accounts/authenticate.ts';
import { cookieValue, sessionToken } from '../../accounts/session-token.ts';
import { type ErrorCode, LecternError } from '../../errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { Email, Id, object, PersonName, problems, shape } from '../schemas.ts';

const Password = Type.String({ minLength: 1, maxLength: 128 });

const SignIn = shape('SignIn', {
  email: Email,
  password: Password,
  rememberMe: Type.Optional(Type.Boolean()),
});

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

/**
 * What of better-auth is served; nothing else of it has an address here. Its answers pass through, and its refusals
 * become problem details.
 */
export function authRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { auth, authenticate, endSession, signInLimits, deviceCookie, publicUrl, settings } = parts;

  /** The body of the reply, whose status and headers are set. */
  async function forward(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { handler } = await auth();
    const response = await handler(toWebRequest(request, publicUrl));
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
          body: object({
            email: Email,
            password: Password,
            name: PersonName,
          }),
          response: { 200: SignedIn, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        if (settings.signUp === 'closed') {
          throw new LecternError('switched-off', 'Ask an admin of this server for an account.');
        }
        request.body.name = parseName(request.body.name);
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
      async (request, reply) => {
        await endSession(request.headers);
        return (await forward(request, reply)) as never; // which takes the cookies away
      },
    );
    server.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['account'],
          summary: 'Change your password',
          body: object({
            currentPassword: Password,
            newPassword: Password,
            revokeOtherSessions: Type.Optional(Type.Boolean({ description: 'End your other sessions too.' })),
          }),
          response: { 200: Type.Object({}, { additionalProperties: true }), ...problems(400, 401, 429) },
        },
      },
      async (request, reply) => {
        const principal = await authenticate(request.headers);
        if (!principal) throw unauthenticated();
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
          body: object({
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
  };
}

/**
 * The request as better-auth gets it: for the route that was matched, however its path was spelled, without a query,
 * and with the session that the rest of the API would find in it.
 */
function toWebRequest(request: FastifyRequest, publicUrl: string): Request {
  const url = new URL(request.routeOptions.url as string, publicUrl);
  const headers = new Headers({ [clientAddressHeader]: request.ip });
  const userAgent = request.headers['user-agent'];
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  const token = sessionToken(request.headers, sessionCookieName(publicUrl));
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const dontRemember = dontRememberCookieName(publicUrl);
  const isForgotten = cookieValue(request.headers.cookie, dontRemember);
  if (isForgotten !== undefined) headers.set('cookie', `${dontRemember}=${isForgotten}`);
  if (request.body === undefined) return new Request(url, { method: request.method, headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body) });
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
  if (reason === disabledReason) return 'account-disabled';
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
