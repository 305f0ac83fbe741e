import { revocationNames } from 'lectern-signing/edge';

/** The reply of `GET /api/v1/revocations`. */
interface RevocationFeed {
  readonly cursor: string;
  readonly isWhole: boolean;
  readonly hasMore: boolean;
  readonly names: ReadonlyArray<string>;
}

const freshMs = 1000;
/** Then the names that have ended are left behind. */
const wholeEveryMs = 60 * 60 * 1000;
const timeoutMs = 1500;

export interface RevocationApi {
  /** Address of Lectern. */
  readonly url: string;
  /** An API key of the scope `edge`. */
  readonly key: string;
  /** How long nothing may have been learned, for example while Lectern is started again, before nothing opens. Default: 30. */
  readonly maxAgeSeconds?: number;
}

/** Asks Lectern once a second, while there are readers, what it has revoked. `isRevoked` rejects when that has been unknown too long. */
export function createRevocations(api: RevocationApi): (issueId: string) => Promise<boolean> {
  const maxAgeMs = (api.maxAgeSeconds ?? 30) * 1000;
  let names = new Set<string>();
  let cursor: string | undefined;
  let [knownAtMs, askedAtMs, wholeAtMs] = [0, 0, 0];

  async function ask(since: string | undefined): Promise<RevocationFeed> {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
    const reply = await fetch(`${api.url.replace(/\/$/, '')}/api/v1/revocations${query}`, {
      headers: { Authorization: `Bearer ${api.key}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!reply.ok) throw new Error(`Lectern answered ${reply.status}.`);
    return (await reply.json()) as RevocationFeed;
  }

  async function refresh(): Promise<void> {
    const startedMs = Date.now();
    askedAtMs = startedMs;
    let since = startedMs - wholeAtMs > wholeEveryMs ? undefined : cursor;
    let known = names;
    for (let hasMore = true; hasMore; ) {
      const feed = await ask(since);
      if (feed.isWhole) known = new Set();
      for (const name of feed.names) known.add(name);
      ({ cursor: since, hasMore } = feed);
    }
    // Another request may have been faster, and known more.
    if (startedMs < knownAtMs) return;
    if (known !== names) wholeAtMs = startedMs;
    names = known;
    cursor = since;
    knownAtMs = startedMs;
  }

  return async (issueId) => {
    const nowMs = Date.now();
    const isUsable = () => Date.now() - knownAtMs < maxAgeMs;
    // Each request awaits its own question: in a Worker, none may await what another does.
    if (nowMs - knownAtMs >= freshMs && (nowMs - askedAtMs >= freshMs || !isUsable())) {
      await refresh().catch((error: unknown) => {
        if (!isUsable()) throw error;
      });
    }
    return revocationNames(issueId).some((name) => names.has(name));
  };
}
