import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import { tagged } from '../../api/api-routes.ts';
import { createAskBetterAuth } from '../../api/ask-better-auth.ts';
import { logFailure } from '../../api/plugins/error-reply.ts';
import { problems } from '../../api/problem-replies.ts';
import { object } from '../../api/shapes.ts';
import {
  cookieAttributes,
  providerCallbackPath,
  providerSignInPath,
  providerStateCookieName,
} from '../../domain/accounts/auth-settings.ts';
import { asLecternError, LecternError } from '../../lib/errors.ts';
import { basePathOf } from '../../lib/public-address.ts';

/** Keeps the cookie that carries it below 4096 bytes, which every browser accepts (RFC 6265 §6.1). */
const maxNextLength = 1000;

export function providerSignInRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { publicUrl, settings, signInLimits } = parts;
  const { ask } = createAskBetterAuth(parts);
  const stateCookie = providerStateCookieName(publicUrl);
  const endOfState = `${stateCookie}=; ${cookieAttributes(publicUrl, 0)}`;
  // The web app continues here, and shows errors.
  const signInPage = `${basePathOf(publicUrl)}/sign-in`;

  function assertProvider(): void {
    if (settings.signInProvider !== null) return;
    throw new LecternError(
      'switched-off',
      'This server has no sign-in provider. Sign in with your e-mail address and password.',
    );
  }

  /** Completes a sign-in. Returns the page to open, and the cookies of the new session. */
  async function complete(
    request: FastifyRequest,
  ): Promise<{ next: string; cookies: ReadonlyArray<string> }> {
    assertProvider();
    const query = request.url.split('?', 2)[1] ?? '';
    return signInLimits.byProvider(request.client, async () => {
      const response = await ask(request, { query, cookies: [stateCookie] });
      const { next } = (await response.json()) as { next: string };
      return { next, cookies: response.headers.getSetCookie() };
    });
  }

  return tagged('account', async (server) => {
    server.post(
      providerSignInPath,
      {
        bodyLimit: 8 * 1024,
        config: { cost: 'light' },
        schema: {
          operationId: 'signInAtProvider',
          summary: 'Start a sign-in at the OpenID Connect provider, in a browser',
          description:
            'Returns the URL to open next, and sets a cookie, so that only this browser can complete the sign-in, within ten ' +
            'minutes. Returns 403 `switched-off` without a provider (`signInProvider` of `GET /api/v1/settings`).',
          security: [],
          body: object({
            next: Type.String({
              pattern: '^/([^/\\\\\\u0000-\\u001f][^\\\\\\u0000-\\u001f]*)?$',
              maxLength: maxNextLength,
              description: 'Page of the web app to open afterwards: a path, optionally with a query.',
            }),
          }),
          response: {
            200: object({ url: Type.String({ format: 'uri' }) }),
            ...problems(400, 403, 429, 502, 503),
          },
        },
      },
      async (request, reply) => {
        assertProvider();
        const response = await signInLimits.byProvider(request.client, () => ask(request));
        for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
        return (await response.json()) as { url: string };
      },
    );
    server.get(
      providerCallbackPath,
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'completeSignIn',
          summary: 'Complete a sign-in at the OpenID Connect provider',
          description:
            'The provider redirects the browser here. Always redirects to the sign-in page of the web app: with `from=provider` ' +
            'after success, else with an error code as `error`.',
          security: [],
          querystring: Type.Object(
            { code: Type.Optional(Type.String()), state: Type.Optional(Type.String()) },
            { additionalProperties: true },
          ),
          response: { 302: { description: 'Redirects to the web app.', type: 'null' } },
        },
      },
      async (request, reply) => {
        try {
          const { next, cookies } = await complete(request);
          reply.header('set-cookie', endOfState);
          for (const cookie of cookies) reply.header('set-cookie', cookie);
          return reply.redirect(`${signInPage}?${new URLSearchParams({ from: 'provider', next })}`);
        } catch (error) {
          logFailure(error, request);
          const known = asLecternError(error);
          const next = known?.facts['next'];
          const query = { error: known?.code ?? 'internal', ...(typeof next === 'string' ? { next } : {}) };
          reply.header('set-cookie', endOfState);
          return reply.redirect(`${signInPage}?${new URLSearchParams(query)}`);
        }
      },
    );
  });
}
