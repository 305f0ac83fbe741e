// In a layer of their own, so that our styles may differ from them, whichever are loaded first.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './shell/global.css';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createAppQueryClient } from './query-client.ts';
import { createAppRouter } from './router.tsx';
import { cssVariables, theme } from './shell/theme.ts';

const queryClient = createAppQueryClient();
const router = createAppRouter(queryClient);
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where the library that holds the page still behind a dialog looks for it (get-nonce).
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;

export function App() {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
