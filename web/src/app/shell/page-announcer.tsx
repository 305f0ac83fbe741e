import { VisuallyHidden } from '@mantine/core';
import { type RegisteredRouter, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * After a page has taken the place of another, says its title to those who hear the app, and moves the focus to
 * it: to its content, or, on the way back, to the link that had led away.
 */
export function PageAnnouncer() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  useEffect(() => announceTitles(router, setTitle), [router]);
  useEffect(() => moveFocus(router), [router]);
  return <VisuallyHidden aria-live="polite">{title}</VisuallyHidden>;
}

/** The first page's title is said by the browser. */
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
    // A page may have put the focus where it is wanted.
    if (main !== document.activeElement && main.contains(document.activeElement)) return;
    main.focus({ preventScroll: true });
    if (wentBack) focusLink(main, fromLocation.pathname);
  });
  return () => {
    stopHistory();
    stopRouter();
  };
}

/** In which a long list has found the place where it was. */
const longestWaitMs = 5000;

/** Moves the focus on from the content to the link within it, once that is there. */
function focusLink(main: HTMLElement, path: string, untilMs = performance.now() + longestWaitMs): void {
  if (document.activeElement !== main) return;
  const link = [...main.querySelectorAll('a')].find((each) => each.pathname === path);
  if (link) link.focus({ preventScroll: true });
  else if (performance.now() < untilMs) requestAnimationFrame(() => focusLink(main, path, untilMs));
}
