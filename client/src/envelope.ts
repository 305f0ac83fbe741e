/** Sealed envelopes. A separate entry, because most programs do not use them. */
export { envelopeCacheName } from './envelope-cache-name.ts';
export { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts';
export {
  createEnvelopeStore,
  type EnvelopeCaches,
  type EnvelopeStore,
  type KeptEnvelope,
} from './envelope-store.ts';
export type { Timing } from './envelope-timing.ts';
export {
  type Envelope,
  type EnvelopeAttachment,
  type EnvelopeDocument,
  openEnvelope,
} from './open-envelope.ts';
export { type PrefetchedContest, type PrefetchOptions, prefetchEnvelope } from './prefetch-envelope.ts';
export { type UnlockOptions, unlockEnvelope } from './unlock-envelope.ts';
