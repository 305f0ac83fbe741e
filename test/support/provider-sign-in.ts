import assert from 'node:assert/strict';
import type { MisbehavingProvider } from '../servers/misbehaving-provider.ts';
import type { Reply, TestApp } from './app.ts';

export const cookiesOf = ({ headers }: Reply): ReadonlyArray<string> => [headers['set-cookie'] ?? []].flat();

/**
 * Does what the button in the web app does.
 * @returns where the browser is sent, and the cookie that it keeps until it returns, as `name=value`
 */
export async function beginSignIn({ send }: Pick<TestApp, 'send'>, next = '/') {
  const reply = await send('POST /api/auth/sign-in/oidc', { next });
  assert.equal(reply.status, 200, reply.text);
  const cookie = cookiesOf(reply).find((each) => each.includes('oauth_state='));
  return { url: reply.body.url as string, cookie: cookie?.split(';')[0] ?? '' };
}

/**
 * Does what a browser does that returns from the provider with a query.
 * @returns the query of the web app's page for signing in, and the session cookie, as `name=value`, if there is one
 */
export async function endSignIn({ send }: Pick<TestApp, 'send'>, query: URLSearchParams, cookie: string) {
  const callback = `GET /api/auth/oauth2/callback/oidc?${query}`;
  const reply = await send(callback, undefined, cookie ? { cookie } : {});
  assert.equal(reply.status, 302, reply.text);
  const { origin, pathname, searchParams } = new URL(String(reply.headers.location), 'http://lectern');
  assert.deepEqual([origin, pathname], ['http://lectern', '/sign-in']);
  const session = cookiesOf(reply).find((each) => /session_token=[^;]/.test(each));
  const shown: Readonly<Record<string, string>> = Object.fromEntries(searchParams);
  return { query: shown, cookie: session?.split(';')[0], reply };
}

/** A whole sign-in of a person with these claims. */
export async function signInAt(
  provider: MisbehavingProvider,
  lectern: Pick<TestApp, 'send'>,
  claims: Readonly<Record<string, unknown>>,
  next?: string,
) {
  const { url, cookie } = await beginSignIn(lectern, next);
  return endSignIn(lectern, provider.signIn(url, claims), cookie);
}
