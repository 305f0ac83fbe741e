import { createRoot } from 'react-dom/client';
import { takeLinkToken } from '../features/session/link-token.ts';
import { isEmbedded, platformTokens } from '../lib/embedding.ts';
import { startI18n } from '../lib/i18n/i18n.ts';
import { reloadWhenReplaced } from '../lib/parts.ts';
import { watchPresses } from '../lib/saving/presses.ts';
import { followOtherTabs } from '../lib/server/session.ts';
import { App } from './app.tsx';
import { enforceTrustedTypes } from './trusted-types.ts';

enforceTrustedTypes();
platformTokens?.listen();
takeLinkToken();
watchPresses();
if (!isEmbedded) followOtherTabs();
reloadWhenReplaced();
// Awaited here, the bundler would give what it adds itself, and what is loaded later, files of their own.
void startI18n().then(() => createRoot(document.getElementById('root') as HTMLElement).render(<App />));
