import { envelopeCacheName } from './envelope-cache-name.ts';

/** An encrypted envelope on this device. */
export interface KeptEnvelope {
  readonly contestId: string;
  readonly envelopeId: string;
  /** When its key becomes available, on the server's clock (Unix ms). */
  readonly opensAtMs: number;
  /** When it is deleted (Unix ms). */
  readonly keepUntilMs: number;
  /** Bytes. */
  readonly size: number;
}

/** Envelopes as downloaded: without their keys, they reveal nothing. */
export interface EnvelopeStore {
  list(): Promise<ReadonlyArray<KeptEnvelope>>;
  /** Undefined if it has been deleted. */
  read(kept: KeptEnvelope): Promise<Blob | undefined>;
  /** Whether an envelope of a contest fits in addition to those of other contests. */
  hasRoom(wanted: Pick<KeptEnvelope, 'contestId' | 'size'>): Promise<boolean>;
  /** Replaces the envelope of the same contest. @throws DOMException `QuotaExceededError` */
  put(kept: KeptEnvelope, envelope: Blob): Promise<void>;
  delete(kept: KeptEnvelope): Promise<void>;
  /** Deletes expired envelopes. */
  prune(nowMs: number): Promise<void>;
}

/** The subset of the browser's `CacheStorage` that is used. */
export interface EnvelopeCaches {
  has(name: string): Promise<boolean>;
  open(name: string): Promise<EnvelopeCache>;
  delete(name: string): Promise<boolean>;
}
interface EnvelopeCache {
  keys(): Promise<ReadonlyArray<{ readonly url: string }>>;
  match(url: string): Promise<Response | undefined>;
  put(url: string, reply: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

const maxBytes = 256 * 2 ** 20;

/** Uses Cache Storage; undefined where the browser has none, as in a page loaded over plain HTTP. */
export function createEnvelopeStore(
  caches: EnvelopeCaches | undefined = (globalThis as { caches?: EnvelopeCaches }).caches,
): EnvelopeStore | undefined {
  if (!caches) return undefined;

  async function entries(): Promise<ReadonlyArray<readonly [url: string, kept: KeptEnvelope]>> {
    if (!(await caches?.has(envelopeCacheName))) return [];
    const cache = await (caches as EnvelopeCaches).open(envelopeCacheName);
    return (await cache.keys()).map(({ url }) => [url, fromUrl(url)]);
  }

  async function deleteAll(isMeant: (kept: KeptEnvelope, url: string) => boolean): Promise<void> {
    const before = await entries();
    if (before.length === 0) return;
    const cache = await (caches as EnvelopeCaches).open(envelopeCacheName);
    const meant = before.filter(([url, kept]) => isMeant(kept, url));
    for (const [url] of meant) await cache.delete(url);
    if (meant.length === before.length) await caches?.delete(envelopeCacheName);
  }

  return {
    list: async () => (await entries()).map(([, kept]) => kept),
    async read(kept) {
      const found = (await entries()).find(([, { envelopeId }]) => envelopeId === kept.envelopeId);
      const reply = found && (await (await caches.open(envelopeCacheName)).match(found[0]));
      return reply?.blob();
    },
    async hasRoom({ contestId, size }) {
      const others = (await entries()).filter(([, kept]) => kept.contestId !== contestId);
      return others.reduce((sum, [, kept]) => sum + kept.size, size) <= maxBytes;
    },
    async put(kept, envelope) {
      const cache = await caches.open(envelopeCacheName);
      const url = toUrl(kept);
      await cache.put(url, new Response(envelope));
      await deleteAll((each, other) => each.contestId === kept.contestId && !other.endsWith(url));
    },
    delete: ({ envelopeId }) => deleteAll((kept) => kept.envelopeId === envelopeId),
    // Also deletes entries of other versions of this library, whose URLs do not parse.
    prune: (nowMs) => deleteAll(({ keepUntilMs }) => !(keepUntilMs > nowMs)),
  };
}

/** The cache finds entries only by URL, so the URL contains what must be known without reading the envelope. */
function toUrl({ contestId, envelopeId, opensAtMs, keepUntilMs, size }: KeptEnvelope): string {
  const facts = { contestId, envelopeId, opensAtMs, keepUntilMs, size };
  const query = Object.entries(facts).map(([name, value]): [string, string] => [name, String(value)]);
  return `/${envelopeCacheName}?${new URLSearchParams(query)}`;
}

function fromUrl(url: string): KeptEnvelope {
  const query = new URLSearchParams(url.slice(url.indexOf('?')));
  const text = (name: string) => query.get(name) ?? '';
  const number = (name: string) => Number(query.get(name) ?? Number.NaN);
  return {
    contestId: text('contestId'),
    envelopeId: text('envelopeId'),
    opensAtMs: number('opensAtMs'),
    keepUntilMs: number('keepUntilMs'),
    size: number('size'),
  };
}
