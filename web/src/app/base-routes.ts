import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, notFound, redirect } from '@tanstack/react-router';
import i18next from 'i18next';
import type { Schemas } from 'lectern-client';
import type { Namespace } from '../lib/i18n/i18n.ts';
import { meQuery } from '../lib/server/session.ts';
import { NotFoundPage } from '../ui/error-page.tsx';
import { Shell } from './shell/shell.tsx';

/** Parent routes for the parts of the app, and helpers that they share. */

interface RouterContext {
  readonly queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFoundPage });

/** Everything below needs a session. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  async beforeLoad({ context, location }) {
    const me = await context.queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
    return { me };
  },
  component: Shell,
});

/** A loader for the texts of a part of the app, parallel to its code. */
export const withTexts =
  (...namespaces: ReadonlyArray<Namespace>) =>
  () =>
    i18next.loadNamespaces([...namespaces]);

/** For `beforeLoad`: the page doesn't exist for other roles. */
export const onlyFor =
  (...roles: ReadonlyArray<Schemas.Me['role']>) =>
  ({ context }: { context: { me: Schemas.Me } }) => {
    if (!roles.includes(context.me.role)) throw notFound();
  };
