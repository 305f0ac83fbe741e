import { queryOptions } from '@tanstack/react-query';
import { read } from './resource.ts';

/** Server settings that the app depends on. They change only with a restart. */
export const settingsQuery = queryOptions({
  ...read('/api/v1/settings'),
  /** While no account exists, the first one may be created any moment. */
  staleTime: ({ state }) => (state.data?.hasAccounts === false ? 0 : 60 * 60 * 1000),
});

export type Settings = Awaited<ReturnType<NonNullable<typeof settingsQuery.queryFn>>>;

/** Whether anybody can create an account with a password. */
export const isSignUpOpen = (settings: Settings | undefined): boolean =>
  settings?.signUp === 'open' && settings.passwordSignIn === 'on';

/** Whether users who forgot their password can get an e-mail. */
export const canSendPasswordLink = (settings: Settings | undefined): boolean =>
  settings?.mail === 'on' && settings.passwordSignIn === 'on';
