import { createRoot } from 'react-dom/client';
import { isEmbedded, platformTokens } from './api/embedding.ts';
import { reloadWhenReplaced } from './api/parts.ts';
import { watchPresses } from './api/presses.ts';
import { followOtherTabs } from './api/session.ts';
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
