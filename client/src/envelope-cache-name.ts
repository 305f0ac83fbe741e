/** Of the cache in Cache Storage, which is there only while it holds something: `caches.has(envelopeCacheName)`. */
export const envelopeCacheName = 'lectern-envelopes';
