import { queryOptions } from '@tanstack/react-query';
import { read } from './resource.ts';

/** The settings of the server that the app goes by: the one way in which it learns of them. They change with a restart. */
export const settingsQuery = queryOptions({
  ...read('/api/v1/settings'),
  /** Until there is an account somebody may be making it. */
  staleTime: ({ state }) => (state.data?.hasAccounts === false ? 0 : 60 * 60 * 1000),
});

export type Settings = Awaited<ReturnType<NonNullable<typeof settingsQuery.queryFn>>>;

/** Whether anybody can make an account, which has a password. */
export const isSignUpOpen = (settings: Settings | undefined): boolean =>
  settings?.signUp === 'open' && settings.passwordSignIn === 'on';

/** Whether whoever has forgotten their password gets an e-mail. */
export const canSendPasswordLink = (settings: Settings | undefined): boolean =>
  settings?.mail === 'on' && settings.passwordSignIn === 'on';
