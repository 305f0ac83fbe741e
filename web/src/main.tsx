import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n/i18n.ts';
import { enforceTrustedTypes } from './trusted-types.ts';

enforceTrustedTypes();
await startI18n();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
