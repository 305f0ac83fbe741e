// In a CSS layer, so that our styles override them in any load order.
import '@mantine/core/styles.layer.css';
import './shell/typeface.css';
import './shell/global.css';
// The reader's styles, because a separate file would cost a request.
import '../features/reader/viewer/pdf-layers.css';
import '../features/reader/viewer/reader.module.css';
import '../features/reader/viewer/strip.module.css';
import '../features/reader/viewer/hiding-bars.css';
import '../features/reader/viewer/print-pages.css';

import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeLinkToken } from '../features/session/link-token.ts';
import { basePath } from '../lib/base-path.ts';
import { isEmbedded, platformTokens } from '../lib/embedding.ts';
import { notifyDone } from '../lib/format/notify.ts';
import { startI18n } from '../lib/i18n/i18n.ts';
import { isApiError } from '../lib/is-api-error.ts';
import { reloadWhenReplaced } from '../lib/load-part.ts';
import { watchDoubleActivation } from '../lib/saving/double-activation.ts';
import { putBack } from '../lib/saving/use-action.ts';
import { setQueryClient } from '../lib/server/resource.ts';
import { followOtherTabs, meQuery } from '../lib/server/session.ts';
import { NotificationCorner } from '../ui/notification-corner.tsx';
import { createAppRouter } from './router.tsx';
import { cssVariables, theme } from './shell/theme.ts';

enforceTrustedTypes();
const queryClient = createAppQueryClient();
const router = createAppRouter(queryClient);
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Read by get-nonce, for the library that locks scrolling behind a dialog.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
platformTokens?.listen();
takeLinkToken();
watchDoubleActivation();
if (!isEmbedded) followOtherTabs();
reloadWhenReplaced();
// With a top-level await, the bundler would split its runtime and lazily shared code into more files.
void startI18n(() => queryClient.invalidateQueries()).then(() =>
  createRoot(document.getElementById('root') as HTMLElement).render(<App />),
);

function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <NotificationCorner />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}

/** The client library already retries requests that are safe to repeat. */
function createAppQueryClient(): QueryClient {
  /** An expired session signs the user out here; the shell then asks them to sign in. */
  const onError = (error: unknown) => {
    if (isApiError(error, 'unauthenticated')) queryClient.setQueryData(meQuery.queryKey, null);
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onSuccess(data, variables, _result, { meta }) {
        const done = meta?.done;
        const text = typeof done === 'function' ? done(variables as never, data as never) : done;
        if (text === undefined) return;
        const undo = meta?.undo?.(variables as never, data as never);
        notifyDone(text, undo && (() => putBack(queryClient, undo)));
      },
      onError,
    }),
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      // Offline, changes fail immediately, because a click must not take effect minutes later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  setQueryClient(queryClient);
  return queryClient;
}

interface PolicyRules {
  createHTML?(text: string): string;
  createScriptURL?(text: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}

/**
 * The only Trusted Types policy (W3C) that the Content-Security-Policy allows. Libraries may write text without elements (Mantine's style
 * rules) and start our own workers; everything else throws.
 */
function enforceTrustedTypes(): void {
  const factory = (window as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('Making markup from text is not allowed.');
      return text;
    },
    createScriptURL(text) {
      const { origin, pathname } = new URL(text, location.href);
      if (origin !== location.origin || !pathname.startsWith(`${basePath}/assets/`)) {
        throw new TypeError('Loading scripts from this URL is not allowed.');
      }
      return text;
    },
  });
}
