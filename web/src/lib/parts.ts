import { lazyRouteComponent } from '@tanstack/react-router';
import { LecternApiError } from 'lectern-client';
import { ownAddress } from './base-path.ts';
import { createStoredChoice } from './stored-choice.ts';

/** Loads a part of the app, such as `import('./account-page.tsx')`. @throws LecternApiError `network` */
export const loadPart = <Part>(load: () => Promise<Part>): Promise<Part> =>
  load().catch((cause) => {
    throw new LecternApiError('network', 'A part of the app did not load.', { cause });
  });

/**
 * A page whose code is loaded when it is opened.
 *
 * @param load imports the file of the page
 * @param name of what the file exports
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  // The router itself would reload for a failed import, and call back whoever is leaving for another page.
  lazyRouteComponent(() => loadPart(load), name);

/**
 * Reloads when a part of the app does not load because an update has replaced it. Any other reason, such as a network
 * that is down or a page that is being left, must not cost what is on the screen.
 */
export function reloadWhenReplaced(): void {
  const reloadedAt = createStoredChoice('lectern-reloaded-at', 'sessionStorage');
  window.addEventListener('vite:preloadError', async () => {
    // Servers of two versions, reached in turn, would have it reload for ever.
    const lately = Number(reloadedAt.read()) > Date.now() - 60_000;
    if (lately || !reloadedAt.isKept || !(await isReplaced())) return;
    reloadedAt.write(String(Date.now()));
    location.reload();
  });
}

/** Whether the page of now starts another script than this one. */
async function isReplaced(): Promise<boolean> {
  try {
    const headers = { accept: 'text/html' };
    const page = await fetch(`${ownAddress}/`, {
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    });
    return page.ok && !(await page.text()).includes(new URL(import.meta.url).pathname);
  } catch {
    return false;
  }
}
