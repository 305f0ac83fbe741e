import { type Static, Type } from 'typebox';
import { Bytes, oneOf, orNull, shape } from './schemas.ts';

/** The settings that clients go by. Everybody may know them. */
export const PublicSettings = shape('Settings', {
  signUp: oneOf('SignUp', ['closed', 'open'], 'Whether anyone may create a student account.'),
  passwordSignIn: oneOf('PasswordSignIn', ['on', 'off'], 'Whether people have passwords.'),
  mail: oneOf('Mail', ['on', 'off'], 'Whether the server sends e-mail.'),
  signInProvider: orNull(
    Type.String({ description: 'Name of the OpenID Connect provider that people may sign in at.' }),
  ),
  contact: orNull(
    Type.String({
      description:
        'Contact for questions about accounts: an e-mail address, an http or https address, or a name.',
    }),
  ),
  maxPdfBytes: Bytes,
});
export type PublicSettings = Static<typeof PublicSettings>;

/** Those of a configuration, without anything else of it. */
export function publicSettingsOf(
  config: Pick<PublicSettings, 'signUp' | 'passwordSignIn' | 'maxPdfBytes'> & {
    readonly smtpUrl: string | undefined;
    readonly oidcName: string | undefined;
    readonly contact: string | undefined;
  },
): PublicSettings {
  const { signUp, passwordSignIn, smtpUrl, oidcName, contact, maxPdfBytes } = config;
  return {
    ...{ signUp, passwordSignIn, maxPdfBytes },
    mail: smtpUrl === undefined ? 'off' : 'on',
    signInProvider: oidcName ?? null,
    contact: contact ?? null,
  };
}
