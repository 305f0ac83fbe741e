import { assertPassword } from './account-fields.ts';
import type { Auth, createAuth } from './auth.ts';
import type { LoadedProvider, SignInProvider } from './sign-in-provider.ts';

/** Loads better-auth on first use: that takes as long as everything else together, and most commands never need it. */
export function loadAuthOnce(
  parts: Omit<Parameters<typeof createAuth>[0], 'plugins'>,
  signIn: SignInProvider | undefined,
): { auth: () => Promise<Auth>; provider: () => Promise<LoadedProvider | undefined> } {
  let loading: Promise<{ auth: Auth; provider: LoadedProvider | undefined }> | undefined;
  const load = async () => {
    const { createAuth } = await import('./auth.ts');
    const provider = await signIn?.load();
    return { auth: createAuth({ ...parts, plugins: provider ? [provider.plugin] : [] }), provider };
  };
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return { auth: async () => (await loaded()).auth, provider: async () => (await loaded()).provider };
}

/** Hashes a new password as better-auth expects it. @throws LecternError `request-invalid` */
export type HashPassword = (password: string) => Promise<string>;

export function createHashPassword(auth: () => Promise<Auth>): HashPassword {
  return async (password) => {
    assertPassword(password);
    return (await (await auth()).$context).password.hash(password);
  };
}
