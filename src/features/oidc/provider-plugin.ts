import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, generateGenericState, parseGenericState } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { providerCallbackPath, providerSignInPath } from '../../domain/accounts/auth-settings.ts';
import { systemClock } from '../../lib/clock.ts';
import { type ErrorCode, LecternError } from '../../lib/errors.ts';
import { newToken } from '../../lib/random-token.ts';
import type { ProviderClient, ProviderReturn } from './provider-client.ts';
import type { SignInByProvider } from './provider-sign-in.ts';

/** Time limit for the sign-in at the provider. */
const signInLimitMs = 10 * 60 * 1000;

/**
 * Sign-in at an OpenID Connect provider, as a plugin of better-auth. It keeps state, nonce and verifier in an encrypted
 * cookie of the browser, and creates the session.
 */
export function providerPlugin({ client, signIn }: { client: ProviderClient; signIn: SignInByProvider }) {
  return {
    id: 'lectern-oidc',
    endpoints: {
      /** Takes `{next}`, a path of the web app. Returns `{url}`, the sign-in page of the provider. */
      beginProviderSignIn: createAuthEndpoint(providerSignInPath, { method: 'POST' }, async (context) => {
        // RFC 7636 §4.1 recommends 32 random bytes.
        const [nonce, codeVerifier] = [newToken(), newToken()];
        const { state } = await generateGenericState(context, {
          callbackURL: (context.body as { next: string }).next,
          codeVerifier,
          idTokenNonce: nonce,
          expiresAt: systemClock.nowMs() + signInLimitMs, // better-auth compares it with the system clock
        });
        return context.json({ url: await client.authorizationUrl({ state, nonce, codeVerifier }) });
      }),
      /** Takes the query from the provider. Creates a session and returns `{next}`. Errors carry `next` as a fact. */
      endProviderSignIn: createAuthEndpoint(providerCallbackPath, { method: 'GET' }, async (context) => {
        const query = (context.query ?? {}) as ProviderReturn & { state?: string };
        const { next, ...secrets } = await readState(context, query.state);
        try {
          const userId = await signIn(await client.redeem(query, secrets));
          await beginSession(context, userId);
        } catch (error) {
          throw error instanceof LecternError ? withFact(error, { next }) : error;
        }
        return context.json({ next });
      }),
    },
  } satisfies BetterAuthPlugin;
}

/** Reads the state with which this browser was sent to the provider. @throws LecternError `sign-in-expired` */
async function readState(context: GenericEndpointContext, state: string | undefined) {
  try {
    const { callbackURL: next, codeVerifier, idTokenNonce } = await parseGenericState(context, state);
    return { next, codeVerifier, nonce: idTokenNonce as string };
  } catch (cause) {
    throw new LecternError('sign-in-expired', 'Start the sign-in again in this browser.', { cause });
  }
}

async function beginSession(context: GenericEndpointContext, userId: string): Promise<void> {
  const { internalAdapter } = context.context;
  const [session, user] = [
    await internalAdapter.createSession(userId),
    await internalAdapter.findUserById(userId),
  ];
  if (!session || !user) throw new LecternError('unavailable', 'The sign-in failed. Try again.');
  await setSessionCookie(context, { session, user });
}

function withFact(error: LecternError, facts: Readonly<Record<string, unknown>>): LecternError {
  const { code, message, cause } = error;
  // A sign-in never throws `conflict`, because it changes nothing that others could have changed.
  return new LecternError(code as Exclude<ErrorCode, 'conflict'>, message, {
    facts: { ...error.facts, ...facts },
    cause,
  });
}
