import type { Static } from 'typebox';
import { Bytes, oneOf, shape } from './schemas.ts';

/** The settings that clients go by. Everybody may know them. */
export const PublicSettings = shape('Settings', {
  signUp: oneOf('SignUp', ['closed', 'open'], 'Whether anyone may create a student account.'),
  maxPdfBytes: Bytes,
});
export type PublicSettings = Static<typeof PublicSettings>;

const names = Object.keys(PublicSettings.properties) as ReadonlyArray<keyof PublicSettings>;

/** Those of a configuration, without anything else of it. */
export const publicSettingsOf = (config: PublicSettings): PublicSettings =>
  Object.fromEntries(names.map((name) => [name, config[name]])) as PublicSettings;
