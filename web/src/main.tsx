import { createRoot } from 'react-dom/client';
import { isEmbedded, platformTokens } from './api/embedding.ts';
import { watchPresses } from './api/presses.ts';
import { followOtherTabs } from './api/session.ts';
import { createStoredChoice } from './api/stored-choice.ts';
import { App } from './app.tsx';
import { startI18n } from './i18n/i18n.ts';
import { takeLinkToken } from './sign-in/link-token.ts';
import { enforceTrustedTypes } from './trusted-types.ts';

enforceTrustedTypes();
platformTokens?.listen();
takeLinkToken();
watchPresses();
if (!isEmbedded) followOtherTabs();
reloadWhenReplaced();
// Awaited here, the bundler would give what it adds itself, and what is loaded later, files of their own.
void startI18n().then(() => createRoot(document.getElementById('root') as HTMLElement).render(<App />));

/** A part of the app that is gone from the server was replaced by an update: the page of now knows the new parts. */
function reloadWhenReplaced(): void {
  const reloadedAt = createStoredChoice('lectern-reloaded-at', 'sessionStorage');
  window.addEventListener('vite:preloadError', (event) => {
    const lately = Number(reloadedAt.read()) > Date.now() - 60_000;
    // Without a network nothing was replaced, and what is on the screen must not be lost.
    if (lately || !reloadedAt.isKept || !navigator.onLine) return;
    event.preventDefault();
    reloadedAt.write(String(Date.now()));
    location.reload();
  });
}
