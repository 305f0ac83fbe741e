import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { FirstAdmin } from '../../domain/accounts/first-admin.ts';
import { isManualBuilt } from '../manual.ts';
import { Bytes } from '../schemas.ts';
import { oneOf, orNull, shape } from '../shapes.ts';

const DemoAccount = shape('DemoAccount', {
  name: Type.String(),
  email: Type.String(),
  password: Type.String(),
});
export type DemoAccount = Readonly<Static<typeof DemoAccount>>;

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
  publicUrl: Type.String({
    format: 'uri',
    description: 'Address of this server, as browsers are to see it.',
  }),
  filesUrl: Type.String({ format: 'uri', description: 'Address that all signed URLs to read begin with.' }),
  hasAccounts: Type.Boolean({
    description: 'False until the link that `lectern serve` prints has made the first admin.',
  }),
  hasManual: Type.Boolean({ description: 'Whether this server has the manual, at `/manual/`.' }),
  demoAccounts: Type.Array(DemoAccount, {
    description:
      'Accounts to sign in with, of a server that `lectern demo` runs. Always empty on any other server.',
  }),
});

/** Those of the configuration. */
export type PublicSettings = Omit<Static<typeof PublicSettings>, 'hasAccounts' | 'hasManual'>;

/** Those of a configuration, without anything else of it. */
export function publicSettingsOf(
  config: Pick<PublicSettings, 'signUp' | 'passwordSignIn' | 'maxPdfBytes' | 'publicUrl'> & {
    readonly contact: string | undefined;
  },
  more: Pick<PublicSettings, 'filesUrl' | 'signInProvider'> & {
    readonly sendsMail: boolean;
    readonly demoAccounts: ReadonlyArray<DemoAccount>;
  },
): PublicSettings {
  const { signUp, passwordSignIn, contact, maxPdfBytes, publicUrl } = config;
  const { filesUrl, signInProvider, sendsMail, demoAccounts } = more;
  const people = { signUp, passwordSignIn, signInProvider, contact: contact ?? null };
  const mail = sendsMail ? 'on' : 'off';
  return { ...people, mail, maxPdfBytes, publicUrl, filesUrl, demoAccounts: [...demoAccounts] };
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
        schema: {
          operationId: 'getSettings',
          tags: ['operations'],
          summary: 'Settings of this server for clients',
          description:
            'Needs no session: whether people can sign up, sign in by password or at a provider, and how large a PDF may be.',
          security: [],
          response: { 200: PublicSettings },
        },
      },
      async () => ({ ...settings, hasAccounts: await firstAdmin.hasAccounts(), hasManual }),
    );
  };
}
