import { createReadContents } from './envelope-contents.ts';
import { createEnvelopeKeys } from './envelope-keys.ts';
import { createEnvelopes } from './envelopes.ts';
import { createSealEnvelopes } from './seal-envelopes.ts';

type Parts = Omit<Parameters<typeof createEnvelopes>[0], 'keys'> &
  Parameters<typeof createReadContents>[0] &
  Omit<Parameters<typeof createSealEnvelopes>[0], 'envelopes' | 'readContents'>;

/** What sealed envelopes need: which there are, what each would hold now, and who seals them. */
export function createEnvelopeParts(parts: Parts, secret: string) {
  const envelopes = createEnvelopes({ ...parts, keys: createEnvelopeKeys(secret) });
  const readContents = createReadContents(parts);
  return {
    envelopes,
    readContents,
    sealEnvelopes: createSealEnvelopes({ ...parts, envelopes, readContents }),
  };
}
