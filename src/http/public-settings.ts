import type { Static } from 'typebox';
import { Bytes, object, oneOf } from './schemas.ts';

/** The settings that clients go by. Everybody may know them. */
export const PublicSettings = object({
  signUp: oneOf(['closed', 'open'], 'Whether anyone may create a student account.'),
  maxPdfBytes: Bytes,
});
export type PublicSettings = Static<typeof PublicSettings>;
