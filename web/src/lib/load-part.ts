import { lazyRouteComponent } from '@tanstack/react-router';
import { LecternApiError } from 'lectern-client';
import { ownAddress } from './base-path.ts';
import { createStoredChoice } from './stored-choice.ts';

/** Loads a part of the app, such as `import('./account-page.tsx')`. @throws LecternApiError `network` */
export const loadPart = <Part>(load: () => Promise<Part>): Promise<Part> =>
  load().catch((cause) => {
    throw new LecternApiError('network', 'Part of the app did not load.', { cause });
  });

/**
 * A page whose code is loaded when it is opened.
 * @param load imports the file of the page
 * @param name the file's export
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  // The router itself would reload after a failed import, and bring back users who are leaving for another page.
  lazyRouteComponent(() => loadPart(load), name);

/**
 * Reloads if a part of the app fails to load because an update replaced it. After any other failure, such as a lost connection, the page
 * must stay as it is.
 */
export function reloadWhenReplaced(): void {
  const reloadedAt = createStoredChoice('lectern-reloaded-at', 'sessionStorage');
  window.addEventListener('vite:preloadError', async () => {
    // Behind a load balancer with servers of two versions, the page would reload forever.
    const lately = Number(reloadedAt.read()) > Date.now() - 60_000;
    if (lately || !reloadedAt.isKept || !(await isReplaced())) return;
    reloadedAt.write(String(Date.now()));
    location.reload();
  });
}

/** Whether the server's current page starts a different script. */
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
