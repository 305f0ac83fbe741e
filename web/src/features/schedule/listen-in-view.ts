/** Over HTTP/1.1, a browser opens only six connections to a server, for all tabs together. */
const placesOfBrowser = 3;

export interface ListeningPage {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Undefined in pages loaded by plain HTTP. */
  readonly locks: Pick<LockManager, 'query' | 'request'> | undefined;
}

/**
 * Listens while the page is visible and one of a few slots, shared by all pages of this browser, is free.
 * @param listen runs until its signal aborts; rejects if there is nothing more to listen to
 * @param onEnd called after such a rejection
 * @returns stops listening
 */
export function listenInView(
  listen: (signal: AbortSignal) => Promise<unknown>,
  onEnd: () => void,
  { document, locks }: ListeningPage,
): () => void {
  let looking: AbortController | undefined;

  function follow(): void {
    looking?.abort();
    if (document.visibilityState !== 'visible') return;
    looking = new AbortController();
    const { signal } = looking;
    inPlace(locks, signal, () => listen(signal)).catch(() => {
      if (!signal.aborted) onEnd();
    });
  }

  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    looking?.abort();
  };
}

/** Runs immediately if locks are unavailable, as in a frame without storage. */
async function inPlace(
  locks: ListeningPage['locks'],
  signal: AbortSignal,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const known = await locks?.query().catch(() => undefined);
  if (!locks || !known) return run();
  const held = new Set(known.held?.map(({ name }) => name));
  const places = Array.from({ length: placesOfBrowser }, (_, place) => `lectern-changes-${place}`);
  const free = places.filter((name) => !held.has(name));
  const candidates = free.length > 0 ? free : places;
  const name = candidates[Math.floor(Math.random() * candidates.length)] as string;
  return locks.request(name, { signal }, run);
}
