import type { Static } from 'typebox';
import { Bytes, object, oneOf } from './schemas.ts';

/** The settings that clients go by. Everybody may know them. */
export const PublicSettings = object({
  signUp: oneOf(['closed', 'open'], 'Whether anyone may create a student account.'),
  maxPdfBytes: Bytes,
});
export type PublicSettings = Static<typeof PublicSettings>;

const names = Object.keys(PublicSettings.properties) as ReadonlyArray<keyof PublicSettings>;

/** Those of a configuration, without anything else of it. */
export const publicSettingsOf = (config: PublicSettings): PublicSettings =>
  Object.fromEntries(names.map((name) => [name, config[name]])) as PublicSettings;
