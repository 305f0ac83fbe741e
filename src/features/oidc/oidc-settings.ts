import type { SettingGroup } from '../../config/config.ts';
import type { GeneralConfig } from '../../config/general-settings.ts';
import { isProtected, protectedAddress } from '../../config/remote-address.ts';
import { type AnySetting, parsePlainUrl, type SettledBy, words } from '../../config/setting.ts';

/** Compared letter by letter with what the provider calls itself, so it stays as it was written. */
const issuerUrl = (text: string) => {
  const url = parsePlainUrl(text);
  if (!url) {
    throw new Error(
      'the address of the provider as it calls itself, like https://id.example.org/realms/school',
    );
  }
  if (!isProtected(url)) throw new Error(protectedAddress);
  return text;
};

/** Signing in at an OpenID Connect provider. */
const oidcSettings = {
  oidcIssuer: {
    variable: 'OIDC_ISSUER',
    describe: 'OpenID Connect provider that people may sign in at, as it calls itself',
    fallback: () => undefined,
    parse: issuerUrl,
  },
  oidcClientId: {
    variable: 'OIDC_CLIENT_ID',
    describe: 'what the provider calls Lectern',
    fallback: () => undefined,
    parse: (text) => text,
  },
  oidcClientSecret: {
    variable: 'OIDC_CLIENT_SECRET',
    describe: 'secret that the provider knows Lectern by',
    secret: true,
    fallback: () => undefined,
    parse: (text) => text,
  },
  oidcName: {
    variable: 'OIDC_NAME',
    describe: 'name of the provider on the button "Sign in with …"',
    defaultText: 'host of the issuer',
    fallback: ({ oidcIssuer }: { oidcIssuer: string | undefined }) =>
      oidcIssuer === undefined ? undefined : new URL(oidcIssuer).host,
    parse: (text) => text,
  },
  oidcRoleClaim: {
    variable: 'OIDC_ROLE_CLAIM',
    describe: 'claim that the role follows at every sign-in; may be a path, like `realm_access.roles`',
    defaultText: 'roles are given in Lectern',
    fallback: () => undefined,
    parse: (text) => text,
  },
  oidcTeacherRoles: {
    variable: 'OIDC_TEACHER_ROLES',
    describe: 'values of that claim that make a teacher, with commas',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
  oidcAdminRoles: {
    variable: 'OIDC_ADMIN_ROLES',
    describe: 'values of that claim that make an admin, with commas',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
} satisfies Record<string, AnySetting>;

type OidcConfig = SettledBy<typeof oidcSettings>;

declare module '../../config/config.ts' {
  interface Config extends OidcConfig {}
}

/** The provider that people may sign in at. */
export interface OidcProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Undefined: roles are given in Lectern. */
  readonly roles:
    | {
        readonly claim: string;
        readonly teacher: ReadonlyArray<string>;
        readonly admin: ReadonlyArray<string>;
      }
    | undefined;
}

/** What the settings say of the provider; undefined when there is none. */
export function oidcProviderOf(config: OidcConfig): OidcProviderConfig | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const { oidcName: name = issuer, oidcRoleClaim: claim } = config;
  const { oidcTeacherRoles: teacher, oidcAdminRoles: admin } = config;
  const roles = claim === undefined ? undefined : { claim, teacher, admin };
  return { issuer, clientId, clientSecret, name, roles };
}

const credentials = ['oidcIssuer', 'oidcClientId', 'oidcClientSecret'] as const;
const roleValues = ['oidcTeacherRoles', 'oidcAdminRoles'] as const;

/** What of these settings does not fit together. @param refused variables whose own problem is told already */
function oidcProblems(
  settled: Readonly<Record<string, unknown>>,
  refused: ReadonlySet<string>,
): ReadonlyArray<string> {
  if (Object.values(oidcSettings).some(({ variable }) => refused.has(variable))) return [];
  const config = settled as unknown as OidcConfig & Pick<GeneralConfig, 'passwordSignIn'>;
  const variablesOf = (names: ReadonlyArray<keyof typeof oidcSettings>) =>
    names.map((name) => oidcSettings[name].variable);
  const isSet = (name: keyof OidcConfig) => config[name] !== undefined && String(config[name]) !== '';
  const problems: Array<string> = [];

  const missing = credentials.filter((name) => !isSet(name));
  if (missing.length > 0 && missing.length < credentials.length) {
    problems.push(
      `${variablesOf(credentials).join(', ')} belong together: set ${variablesOf(missing).join(' and ')} too`,
    );
  }
  if (missing.length === credentials.length) {
    const idle = (['oidcName', 'oidcRoleClaim'] as const).filter(isSet);
    problems.push(...variablesOf(idle).map((variable) => `${variable} needs OIDC_ISSUER beside it`));
    if (config.passwordSignIn === 'off') {
      problems.push('LECTERN_PASSWORD_SIGN_IN=off needs OIDC_ISSUER: otherwise nobody could sign in');
    }
  }
  const values = roleValues.filter(isSet);
  if (isSet('oidcRoleClaim') !== values.length > 0) {
    problems.push(
      isSet('oidcRoleClaim')
        ? `OIDC_ROLE_CLAIM needs ${variablesOf(roleValues).join(' or ')} beside it: everybody would be a student`
        : `OIDC_ROLE_CLAIM is missing: ${variablesOf(values).join(' and ')} would have no effect`,
    );
  }
  return problems;
}

export const oidcGroup: SettingGroup = { settings: oidcSettings, problems: oidcProblems };
