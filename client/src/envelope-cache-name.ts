/** The name in Cache Storage. The cache exists only while it holds envelopes: `caches.has(envelopeCacheName)`. */
export const envelopeCacheName = 'lectern-envelopes';
