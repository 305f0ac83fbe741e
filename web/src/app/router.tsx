import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter } from '@tanstack/react-router';
import { isOwnAddress } from '../features/session/own-address.ts';
import { SignInPage } from '../features/session/sign-in-page.tsx';
import { basePath } from '../lib/base-path.ts';
import { lazyPage } from '../lib/load-part.ts';
import { anyText, oneOf, readSearch } from '../lib/read-search.ts';
import { noteProviderSignIn } from '../lib/server/session.ts';
import { ErrorPage, NotFoundPage } from '../ui/error-page.tsx';
import { PagePending } from '../ui/pending.tsx';
import { adminRoutes } from './admin-routes.ts';
import { rootRoute, shellRoute, withTexts } from './base-routes.ts';
import { manageRoutes } from './manage-routes.ts';
import { embedRoutes, openRoute, taskRoute } from './reader-routes.ts';
import { studentRoutes } from './student-routes.ts';

/** Where to go after signing in. */
const next = (value: unknown): string | undefined =>
  typeof value === 'string' && isOwnAddress(value, location.origin) ? value : undefined;

const readNext = readSearch({ next });
/** `error` is the reason why sign-in at the provider failed; the API sets `from` after it succeeded there. */
const readSignIn = readSearch({ next, error: anyText, from: oneOf('provider') });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readSignIn,
  beforeLoad({ search: { from } }) {
    if (from === 'provider') noteProviderSignIn();
  },
  component: SignInPage,
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: readNext,
  component: lazyPage(() => import('../features/session/sign-up-page.tsx'), 'SignUpPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyPage(() => import('../features/session/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const setPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-password',
  component: lazyPage(() => import('../features/session/set-password-page.tsx'), 'SetPasswordPage'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  loader: withTexts('admin'),
  component: lazyPage(() => import('../features/session/welcome-page.tsx'), 'WelcomePage'),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyPage(() => import('../features/session/own-account-page.tsx'), 'OwnAccountPage'),
});

const joinRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/join',
  component: lazyPage(() => import('../features/invitations/join-page.tsx'), 'JoinPage'),
});

/** Within the shell, so that its navigation is available. */
const noSuchPageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundPage,
});

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      signInRoute,
      signUpRoute,
      forgotPasswordRoute,
      setPasswordRoute,
      welcomeRoute,
      ...embedRoutes,
      shellRoute.addChildren([
        ...studentRoutes,
        taskRoute,
        openRoute,
        ...manageRoutes,
        ...adminRoutes,
        accountRoute,
        joinRoute,
        noSuchPageRoute,
      ]),
    ]),
    context: { queryClient },
    basepath: basePath,
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
