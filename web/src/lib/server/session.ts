import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { inPageLanguage } from '../i18n/page-language.ts';
import { isApiError } from '../is-api-error.ts';
import { createStoredChoice } from '../stored-choice.ts';
import { client } from './client.ts';
import { send } from './resource.ts';
import { keyOf } from './resource-keys.ts';

/**
 * Scripts can't read the session cookie. This flag remembers a sign-in, so that signed-out users get the sign-in page without a request
 * that must fail.
 */
const signedInName = 'lectern-signed-in';
const signedIn = createStoredChoice(signedInName);

/** The signed-in user; null if there is none. */
export const meQuery = queryOptions({
  queryKey: keyOf('/api/v1/me'),
  async queryFn({ signal }) {
    if (signedIn.isKept && signedIn.read() === undefined) return null;
    try {
      return await client.get('/api/v1/me', { signal });
    } catch (error) {
      if (!isApiError(error, 'unauthenticated')) throw error;
      signedIn.write(undefined);
      return null;
    }
  },
  staleTime: 60_000,
});

/** Pending while a user with an expired session is asked to sign in; resolves to whether they did. */
let signingInAgain: Promise<boolean> | undefined;

/** Sends a change, and sends it again if the session had expired and the same user has signed in again. */
export async function sendInSession<Result>(
  queryClient: QueryClient,
  request: () => Promise<Result>,
): Promise<Result> {
  try {
    return await request();
  } catch (error) {
    if (!isApiError(error, 'unauthenticated')) throw error;
    signingInAgain ??= untilSignedInAgain(queryClient).finally(() => {
      signingInAgain = undefined;
    });
    if (!(await signingInAgain)) throw error;
    return request();
  }
}

function untilSignedInAgain(queryClient: QueryClient): Promise<boolean> {
  const before = queryClient.getQueryData(meQuery.queryKey);
  if (!before) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(() => {
      const now = queryClient.getQueryData(meQuery.queryKey);
      if (now === null) return;
      stop();
      resolve(now?.userId === before.userId);
    });
    // The shell then asks the user to sign in.
    queryClient.setQueryData(meQuery.queryKey, null);
  });
}

/** The e-mail address of the user, possibly unverified. */
export const addressOf = (
  me: { readonly email: string | null; readonly unverifiedEmail: string | null } | null | undefined,
): string => me?.email ?? me?.unverifiedEmail ?? '';

export async function signIn(email: string, password: string): Promise<void> {
  await send('post', '/api/auth/sign-in/email', { body: { email, password } });
  signedIn.write('yes');
}

/** Creates a student's account. It is signed in immediately if no e-mail is sent. */
export async function signUp({
  password,
  ...person
}: {
  readonly name: string;
  readonly email: string;
  /** Undefined if the server e-mails a link to set it. */
  readonly password: string | undefined;
}): Promise<void> {
  const body = password === undefined ? person : { ...person, password };
  await send('post', '/api/auth/sign-up/email', { body, ...inPageLanguage() });
  if (password !== undefined) signedIn.write('yes');
}

/** Creates the first admin with a one-time link, and signs them in. */
export async function createFirstAdmin(admin: {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): Promise<void> {
  await send('post', '/api/v1/first-admin', { body: admin });
  signedIn.write('yes');
}

/** E-mails a link to set a new password, if the address has an account. */
export async function requestNewPassword(email: string): Promise<void> {
  await send('post', '/api/auth/forgot-password', { body: { email }, ...inPageLanguage() });
}

/** With the token of a link. */
export async function setPassword(token: string, newPassword: string): Promise<void> {
  await send('post', '/api/auth/reset-password', { body: { token, newPassword }, ...inPageLanguage() });
}

/** Also ends the user's other sessions. */
export async function changePassword(passwords: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  const body = { ...passwords, revokeOtherSessions: true };
  await send('post', '/api/auth/change-password', { body, ...inPageLanguage() });
}

/** Longest page address that is sent along to return to. */
const maxNextLength = 1000;

/** Sign-in URL of the provider, which returns to the sign-in page with `from=provider`. */
export async function beginProviderSignIn(next: string): Promise<string> {
  const body = { next: next.length > maxNextLength ? '/' : next };
  return (await send('post', '/api/auth/sign-in/oidc', { body })).url;
}

/** After the return from the provider. */
export function noteProviderSignIn(): void {
  signedIn.write('yes');
}

let providerSignOutUrl: string | null = null;

export async function signOut(): Promise<void> {
  ({ providerSignOutUrl } = await send('post', '/api/auth/sign-out'));
  signedIn.write(undefined);
}

/** After sign-out: URL to sign out at the provider too. */
export const readProviderSignOutUrl = (): string | null => providerSignOutUrl;

/** Reloads when another tab signs in or out, which clears everything in memory. */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === signedInName) location.reload();
  });
}
