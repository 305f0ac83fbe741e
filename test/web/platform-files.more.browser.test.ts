import { paintsPdf, startChromiumWithViewer } from '../support/chromium.ts';
import { platformFilesContract } from './support/platform-files.ts';
import { startStoredWebApp } from './support/web-app.ts';

await platformFilesContract({
  start: (settings) => startStoredWebApp(settings, startChromiumWithViewer),
  showsPdf: paintsPdf,
  refusesFrame: (frame) => frame.url().startsWith('chrome-error:'),
});
