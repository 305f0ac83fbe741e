import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter } from '@tanstack/react-router';
import { adminRoutes } from './admin/admin-routes.ts';
import { lazyPage } from './api/parts.ts';
import { noteProviderSignIn } from './api/session.ts';
import { rootRoute, shellRoute, withTexts } from './base-routes.ts';
import { manageRoutes } from './manage/manage-routes.ts';
import { embedRoutes } from './reader/embed-routes.ts';
import { taskRoute } from './reader/task-route.ts';
import { ErrorPage, NotFoundPage } from './shell/error-page.tsx';
import { isOwnAddress } from './sign-in/own-address.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { studentRoutes } from './student/student-routes.ts';
import { PagePending } from './ui/pending.tsx';

interface NextSearch {
  /** The page to go on to. */
  readonly next?: string | undefined;
}

const readNext = ({ next }: Record<string, unknown>): NextSearch => ({
  next: typeof next === 'string' && isOwnAddress(next, location.origin) ? next : undefined,
});

interface SignInSearch extends NextSearch {
  /** Why the sign-in provider let nobody in: a code of the API's errors. */
  readonly error?: string | undefined;
  /** Set by the API for whoever has signed in at the provider. */
  readonly from?: 'provider' | undefined;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // What is left out here, the router would take from the address as it is.
  validateSearch: ({ next, error, from }: Record<string, unknown>): SignInSearch => ({
    ...readNext({ next }),
    error: typeof error === 'string' ? error : undefined,
    from: from === 'provider' ? from : undefined,
  }),
  beforeLoad({ search: { from } }) {
    if (from === 'provider') noteProviderSignIn();
  },
  component: SignInPage,
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: readNext,
  component: lazyPage(() => import('./sign-in/sign-up-page.tsx'), 'SignUpPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyPage(() => import('./sign-in/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const setPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-password',
  component: lazyPage(() => import('./sign-in/set-password-page.tsx'), 'SetPasswordPage'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  loader: withTexts('admin'),
  component: lazyPage(() => import('./sign-in/welcome-page.tsx'), 'WelcomePage'),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyPage(() => import('./account/account-page.tsx'), 'AccountPage'),
});

/** Within the shell, so that there is a way on. */
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
        ...manageRoutes,
        ...adminRoutes,
        accountRoute,
        noSuchPageRoute,
      ]),
    ]),
    context: { queryClient },
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
