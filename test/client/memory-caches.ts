import type { EnvelopeCaches } from '../../client/src/envelope.ts';

/** A Cache Storage in memory: keys are whole addresses, and each match returns a new reply (Service Workers §5). */
export class MemoryCaches implements EnvelopeCaches {
  readonly #caches = new Map<string, Map<string, Blob>>();

  async has(name: string) {
    return this.#caches.has(name);
  }
  async delete(name: string) {
    return this.#caches.delete(name);
  }
  async open(name: string) {
    const cache = this.#caches.get(name) ?? new Map<string, Blob>();
    this.#caches.set(name, cache);
    const whole = (url: string) => new URL(url, 'https://lectern.example.org').href;
    return {
      keys: async () => [...cache.keys()].map((url) => ({ url })),
      match: async (url: string) => {
        const blob = cache.get(whole(url));
        return blob && new Response(blob);
      },
      put: async (url: string, reply: Response) => void cache.set(whole(url), await reply.blob()),
      delete: async (url: string) => cache.delete(whole(url)),
    };
  }
}
