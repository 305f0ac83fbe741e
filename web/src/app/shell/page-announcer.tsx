import { VisuallyHidden } from '@mantine/core';
import { type RegisteredRouter, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * After a navigation, announces the new page's title to screen readers and moves the focus: to the content or, on "back", to the link that
 * was followed.
 */
export function PageAnnouncer() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  useEffect(() => announceTitles(router, setTitle), [router]);
  useEffect(() => moveFocus(router), [router]);
  return <VisuallyHidden aria-live="polite">{title}</VisuallyHidden>;
}

/** Browsers announce the first page's title themselves. */
function announceTitles(router: RegisteredRouter, say: (title: string) => void): () => void {
  let hasNavigated = false;
  const stop = router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    hasNavigated ||= fromLocation !== undefined && pathChanged;
  });
  const observer = new MutationObserver(() => hasNavigated && say(document.title));
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => {
    stop();
    observer.disconnect();
  };
}

function moveFocus(router: RegisteredRouter): () => void {
  let wentBack = false;
  const stopHistory = router.history.subscribe(({ action }) => {
    wentBack = action.type === 'BACK' || action.type === 'GO';
  });
  const stopRouter = router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    const main = document.getElementById('main');
    if (!main || !fromLocation || !pathChanged) return;
    // The page may have set the focus itself.
    if (main !== document.activeElement && main.contains(document.activeElement)) return;
    main.focus({ preventScroll: true });
    if (wentBack) focusLink(main, fromLocation.pathname);
  });
  return () => {
    stopHistory();
    stopRouter();
  };
}

/** Time for a long list to restore its scroll position. */
const longestWaitMs = 5000;

/** Moves the focus from the content to the link in it, as soon as that exists. */
function focusLink(main: HTMLElement, path: string, untilMs = performance.now() + longestWaitMs): void {
  if (document.activeElement !== main) return;
  const link = [...main.querySelectorAll('a')].find((each) => each.pathname === path);
  if (link) link.focus({ preventScroll: true });
  else if (performance.now() < untilMs) requestAnimationFrame(() => focusLink(main, path, untilMs));
}
