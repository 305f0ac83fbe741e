import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { inPageLanguage } from '../i18n/page-language.ts';
import { isApiError } from '../is-api-error.ts';
import { createStoredChoice } from '../stored-choice.ts';
import { client } from './client.ts';
import { send } from './resource.ts';
import { keyOf } from './resource-keys.ts';

/**
 * No script can read the session cookie. That somebody has signed in is kept beside it, so that whoever has not
 * is asked to without a request that can only fail.
 */
const signedInName = 'lectern-signed-in';
const signedIn = createStoredChoice(signedInName);

/** Who is signed in; null for nobody. */
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

/** While somebody whose session has ended is asked to sign in again: whether they do. */
let signingInAgain: Promise<boolean> | undefined;

/** Sends a change, and sends it again if the session had ended and its owner has signed in again. */
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
    // The shell asks them to sign in.
    queryClient.setQueryData(meQuery.queryKey, null);
  });
}

/** The address of whoever is signed in, which they may not have proved yet. */
export const addressOf = (
  me: { readonly email: string | null; readonly unverifiedEmail: string | null } | null | undefined,
): string => me?.email ?? me?.unverifiedEmail ?? '';

export async function signIn(email: string, password: string): Promise<void> {
  await send('post', '/api/auth/sign-in/email', { body: { email, password } });
  signedIn.write('yes');
}

/** Makes an account of a student, who is signed in to it at once where no e-mail is sent. */
export async function signUp({
  password,
  ...person
}: {
  readonly name: string;
  readonly email: string;
  /** Undefined where whoever signs up gets an e-mail with a link to set it. */
  readonly password: string | undefined;
}): Promise<void> {
  const body = password === undefined ? person : { ...person, password };
  await send('post', '/api/auth/sign-up/email', { body, ...inPageLanguage() });
  if (password !== undefined) signedIn.write('yes');
}

/** Makes the first admin by a one-time link, who is signed in at once. */
export async function createFirstAdmin(admin: {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}): Promise<void> {
  await send('post', '/api/v1/first-admin', { body: admin });
  signedIn.write('yes');
}

/** Sends an e-mail with a link to set a new password, if the address has an account. */
export async function requestNewPassword(email: string): Promise<void> {
  await send('post', '/api/auth/forgot-password', { body: { email }, ...inPageLanguage() });
}

/** By the token of a link. */
export async function setPassword(token: string, newPassword: string): Promise<void> {
  await send('post', '/api/auth/reset-password', { body: { token, newPassword }, ...inPageLanguage() });
}

/** Ends the other sessions too. */
export async function changePassword(passwords: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  const body = { ...passwords, revokeOtherSessions: true };
  await send('post', '/api/auth/change-password', { body, ...inPageLanguage() });
}

/** The longest page to go on to that the provider is asked to come back with. */
const maxNextLength = 1000;

/** Where to sign in at the provider. Whoever does comes back to the page for signing in, with `from=provider`. */
export async function beginProviderSignIn(next: string): Promise<string> {
  const body = { next: next.length > maxNextLength ? '/' : next };
  return (await send('post', '/api/auth/sign-in/oidc', { body })).url;
}

/** For whoever comes back from the provider. */
export function noteProviderSignIn(): void {
  signedIn.write('yes');
}

let providerSignOutUrl: string | null = null;

export async function signOut(): Promise<void> {
  ({ providerSignOutUrl } = await send('post', '/api/auth/sign-out'));
  signedIn.write(undefined);
}

/** Where whoever has just signed out can sign out of the provider too. */
export const readProviderSignOutUrl = (): string | null => providerSignOutUrl;

/** Whoever signs in or out in another tab does so in this one too, which then forgets all that it had. */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === signedInName) location.reload();
  });
}
