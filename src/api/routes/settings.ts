import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { urlBindings } from '../../core/issue/url-binding.ts';
import type { FirstAdmin } from '../../domain/accounts/first-admin.ts';
import { profiles } from '../../lib/profile.ts';
import { isManualBuilt } from '../manual.ts';
import { Bytes } from '../schemas.ts';
import { oneOf, orNull, shape } from '../shapes.ts';

const DemoAccount = shape('DemoAccount', {
  name: Type.String(),
  email: Type.String(),
  password: Type.String(),
});
export type DemoAccount = Readonly<Static<typeof DemoAccount>>;

/** The settings that clients need. They are public. */
export const PublicSettings = shape('Settings', {
  profile: oneOf('Profile', profiles, 'How much of Lectern this server has.'),
  signUp: oneOf('SignUp', ['closed', 'open'], 'Whether anyone may create a student account.'),
  passwordSignIn: oneOf('PasswordSignIn', ['on', 'off'], 'Whether people have passwords.'),
  mail: oneOf('Mail', ['on', 'off'], 'Whether the server sends e-mail.'),
  signInProvider: orNull(
    Type.String({ description: 'Name of the OpenID Connect provider for sign-in; null: none.' }),
  ),
  contact: orNull(
    Type.String({
      description: 'Contact for questions about accounts: an e-mail address, a URL, or a name.',
    }),
  ),
  maxPdfBytes: Bytes,
  maxAttachmentBytes: Bytes,
  publicUrl: Type.String({
    format: 'uri',
    description: 'Address of this server for browsers.',
  }),
  filesUrl: Type.String({ format: 'uri', description: 'Start of all signed URLs for downloads.' }),
  urlBinding: oneOf(
    'UrlBinding',
    urlBindings,
    'Whether signed URLs of contests with networks work only at the address that asked. `ipv4`: they do, and only over IPv4. ' +
      '`unsupported`: the storage cannot do that.',
  ),
  hasAccounts: Type.Boolean({
    description: 'False until the first admin is created.',
  }),
  hasManual: Type.Boolean({ description: 'Whether this server has the manual, at `/manual/`.' }),
  demoAccounts: Type.Array(DemoAccount, {
    description: 'Accounts to sign in with, on a server that `lectern demo` runs; otherwise empty.',
  }),
});

/** The public settings that come from the configuration. */
export type PublicSettings = Omit<Static<typeof PublicSettings>, 'hasAccounts' | 'hasManual'>;

/** The public settings of a configuration, without its other settings. */
export function publicSettingsOf(
  config: Pick<
    PublicSettings,
    'profile' | 'signUp' | 'passwordSignIn' | 'maxPdfBytes' | 'maxAttachmentBytes' | 'publicUrl'
  > & {
    readonly contact: string | undefined;
  },
  more: Pick<PublicSettings, 'filesUrl' | 'urlBinding' | 'signInProvider'> & {
    readonly sendsMail: boolean;
    readonly demoAccounts: ReadonlyArray<DemoAccount>;
  },
): PublicSettings {
  const { profile, signUp, passwordSignIn, contact, maxPdfBytes, maxAttachmentBytes, publicUrl } = config;
  const { filesUrl, urlBinding, signInProvider, sendsMail, demoAccounts } = more;
  const people = { signUp, passwordSignIn, signInProvider, contact: contact ?? null };
  const mail = sendsMail ? 'on' : 'off';
  const limits = { maxPdfBytes, maxAttachmentBytes };
  return {
    profile,
    ...people,
    mail,
    ...limits,
    publicUrl,
    filesUrl,
    urlBinding,
    demoAccounts: [...demoAccounts],
  };
}

export function settingsRoutes({
  settings,
  firstAdmin,
}: {
  readonly settings: PublicSettings;
  readonly firstAdmin: Pick<FirstAdmin, 'hasAccounts'>;
}): FastifyPluginAsyncTypebox {
  return async (server) => {
    const hasManual = isManualBuilt();
    server.get(
      '/settings',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'getSettings',
          tags: ['operations'],
          summary: 'Get the public settings of this server',
          description:
            'Needs no session. Shows how people can sign up and sign in, and how large files may be.',
          security: [],
          response: { 200: PublicSettings },
        },
      },
      async () => ({ ...settings, hasAccounts: await firstAdmin.hasAccounts(), hasManual }),
    );
  };
}
