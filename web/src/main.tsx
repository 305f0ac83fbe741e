import { createRoot } from 'react-dom/client';
import { isEmbedded, platformTokens } from './api/embedding.ts';
import { followOtherTabs } from './api/session.ts';
import { App } from './app.tsx';
import { startI18n } from './i18n/i18n.ts';
import { takeLinkToken } from './sign-in/link-token.ts';
import { enforceTrustedTypes } from './trusted-types.ts';

enforceTrustedTypes();
platformTokens?.listen();
takeLinkToken();
if (!isEmbedded) followOtherTabs();
reloadWhenReplaced();
await startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

/** A part of the app that is gone from the server was replaced by an update: the page of now knows the new parts. */
function reloadWhenReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const lately = Number(sessionStorage.getItem('lectern-reloaded-at')) > Date.now() - 60_000;
    // Without a network nothing was replaced, and what is on the screen must not be lost.
    if (lately || !navigator.onLine) return;
    event.preventDefault();
    sessionStorage.setItem('lectern-reloaded-at', String(Date.now()));
    location.reload();
  });
}
