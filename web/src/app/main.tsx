// In a layer of their own, so that our styles may differ from them, whichever are loaded first.
import '@mantine/core/styles.layer.css';
import './shell/typeface.css';
import './shell/global.css';
// Of the reader, as a file of their own would be one more request.
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
import { reloadWhenReplaced } from '../lib/parts.ts';
import { watchPresses } from '../lib/saving/presses.ts';
import { keepIn } from '../lib/server/resource.ts';
import { followOtherTabs, meQuery } from '../lib/server/session.ts';
import { NotificationCorner } from '../ui/notification-corner.tsx';
import { createAppRouter } from './router.tsx';
import { cssVariables, theme } from './shell/theme.ts';

enforceTrustedTypes();
const queryClient = createAppQueryClient();
const router = createAppRouter(queryClient);
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where the library that holds the page still behind a dialog looks for it (get-nonce).
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
platformTokens?.listen();
takeLinkToken();
watchPresses();
if (!isEmbedded) followOtherTabs();
reloadWhenReplaced();
// Awaited here, the bundler would give what it adds itself, and what is loaded later, files of their own.
void startI18n().then(() => createRoot(document.getElementById('root') as HTMLElement).render(<App />));

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

/** The client retries by itself what may be sent again, so nothing is retried here. */
function createAppQueryClient(): QueryClient {
  /** Someone whose session has ended meanwhile becomes nobody; the shell then asks them to sign in. */
  const onError = (error: unknown) => {
    if (isApiError(error, 'unauthenticated')) queryClient.setQueryData(meQuery.queryKey, null);
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onSuccess(data, variables, _result, { meta }) {
        const done = meta?.done;
        const text = typeof done === 'function' ? done(variables as never, data as never) : done;
        if (text !== undefined) notifyDone(text);
      },
      onError,
    }),
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      // Without a network it fails at once: nobody expects that their click counts minutes later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  keepIn(queryClient);
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
 * The one policy of Trusted Types (W3C) that the Content-Security-Policy names. Libraries may write text without
 * any element (Mantine's style rules) and start workers of our own; everything else throws.
 */
function enforceTrustedTypes(): void {
  const factory = (window as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('No markup is made from text.');
      return text;
    },
    createScriptURL(text) {
      const { origin, pathname } = new URL(text, location.href);
      if (origin !== location.origin || !pathname.startsWith(`${basePath}/assets/`)) {
        throw new TypeError('No script is loaded from there.');
      }
      return text;
    },
  });
}
