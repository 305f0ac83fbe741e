/** A browser opens six connections to a server that speaks HTTP/1.1, for all its tabs together. */
const placesOfBrowser = 3;

/** What of the browser is used. */
export interface ListeningPage {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Undefined where there are none: in a page that came by plain HTTP. */
  readonly locks: Pick<LockManager, 'query' | 'request'> | undefined;
}

/**
 * Listens while somebody can see the page, and one of a few places is free which all pages of this browser share.
 * @param listen goes on until its signal ends it; rejects when there is nothing to listen to any more
 * @param onEnd told of that
 * @returns what ends it
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

/** At once where locks cannot be had, as in a frame without storage. */
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
