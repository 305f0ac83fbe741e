import type { Config, SettingGroup } from '../../config/config.ts';
import { isProtected, protectedAddress } from '../../config/remote-address.ts';
import { parsePlainUrl, type SettingTable, type SettledBy, words } from '../../lib/setting.ts';

/** Kept exactly as written, because it is compared by character with the issuer in the metadata. */
const issuerUrl = (text: string) => {
  const url = parsePlainUrl(text);
  if (!url) {
    throw new Error(
      'the issuer URL exactly as in the metadata of the provider, like https://id.example.org/realms/school',
    );
  }
  if (!isProtected(url)) throw new Error(protectedAddress);
  return text;
};

/** What a value has before and after the name of the group, which has no slash. */
export interface GroupPattern {
  readonly before: string;
  readonly after: string;
}

const groupPatterns = (text: string): ReadonlyArray<GroupPattern> =>
  words(text).map((pattern) => {
    const [before, after, more] = pattern.split('*');
    if (before === undefined || after === undefined || more !== undefined) {
      throw new Error('patterns with one * each, like /courses/*');
    }
    return { before, after };
  });

const oidcSettings = {
  oidcIssuer: {
    variable: 'OIDC_ISSUER',
    describe: 'issuer URL of the OpenID Connect provider, exactly as in its metadata',
    parse: issuerUrl,
  },
  oidcClientId: {
    variable: 'OIDC_CLIENT_ID',
    describe: 'client id of Lectern at the provider',
  },
  oidcClientSecret: {
    variable: 'OIDC_CLIENT_SECRET',
    describe: 'client secret of Lectern at the provider',
    secret: true,
  },
  oidcName: {
    variable: 'OIDC_NAME',
    describe: 'name of the provider on the button "Sign in with …"',
    defaultText: 'host of the issuer',
    fallback: ({ oidcIssuer }: { oidcIssuer: string | undefined }) =>
      oidcIssuer === undefined ? undefined : new URL(oidcIssuer).host,
  },
  oidcRoleClaim: {
    variable: 'OIDC_ROLE_CLAIM',
    describe: 'claim that sets the role at every sign-in; may be a path, such as `realm_access.roles`',
    defaultText: 'roles are set in Lectern',
  },
  oidcTeacherRoles: {
    variable: 'OIDC_TEACHER_ROLES',
    describe: 'values of that claim for teachers; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
  oidcAdminRoles: {
    variable: 'OIDC_ADMIN_ROLES',
    describe: 'values of that claim for admins; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
  oidcGroupClaim: {
    variable: 'OIDC_GROUP_CLAIM',
    describe: 'claim with the groups of a person, which are kept up at every sign-in; may be a path',
    defaultText: 'groups are run in Lectern',
  },
  oidcMemberGroups: {
    variable: 'OIDC_MEMBER_GROUPS',
    describe:
      'which values of that claim make a member, like `/courses/*`: the part at `*` names the group; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: groupPatterns,
  },
  oidcStaffGroups: {
    variable: 'OIDC_STAFF_GROUPS',
    describe: 'the same for staff, like `/courses/*/staff`; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: groupPatterns,
  },
} satisfies SettingTable;

type OidcConfig = SettledBy<typeof oidcSettings>;

declare module '../../config/config.ts' {
  interface Config extends OidcConfig {}
}

export interface OidcProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Undefined: roles are set in Lectern. */
  readonly roles:
    | {
        readonly claim: string;
        readonly teacher: ReadonlyArray<string>;
        readonly admin: ReadonlyArray<string>;
      }
    | undefined;
  /** Undefined: groups are run in Lectern. */
  readonly groups: GroupClaim | undefined;
}

/** Which values of which claim make a person a member or staff of which group. */
export interface GroupClaim {
  readonly claim: string;
  readonly member: ReadonlyArray<GroupPattern>;
  readonly staff: ReadonlyArray<GroupPattern>;
}

/** The configured provider; undefined if there is none. */
export function oidcProviderOf(config: OidcConfig): OidcProviderConfig | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const { oidcName: name = issuer, oidcRoleClaim: claim } = config;
  const { oidcTeacherRoles: teacher, oidcAdminRoles: admin } = config;
  const roles = claim === undefined ? undefined : { claim, teacher, admin };
  const { oidcGroupClaim, oidcMemberGroups: member, oidcStaffGroups: staff } = config;
  const groups = oidcGroupClaim === undefined ? undefined : { claim: oidcGroupClaim, member, staff };
  return { issuer, clientId, clientSecret, name, roles, groups };
}

/** Finds contradictions between these settings. @param refused variables whose own problem is already reported */
function oidcProblems(config: Partial<Config>, refused: ReadonlySet<string>): ReadonlyArray<string> {
  if (Object.values(oidcSettings).some(({ variable }) => refused.has(variable))) return [];
  const variablesOf = (names: ReadonlyArray<keyof OidcConfig>) =>
    names.filter((name) => config[name]?.length).map((name) => oidcSettings[name].variable);
  const problems: Array<string> = [];

  if (variablesOf(['oidcIssuer', 'oidcClientId', 'oidcClientSecret']).length === 0) {
    const idle = variablesOf(['oidcName', 'oidcRoleClaim', 'oidcGroupClaim']);
    problems.push(...idle.map((variable) => `${variable} has no effect without OIDC_ISSUER`));
    if (config.profile === 'course' && config.passwordSignIn === 'off') {
      problems.push('LECTERN_PASSWORD_SIGN_IN=off needs OIDC_ISSUER: otherwise nobody could sign in');
    }
  }
  for (const [claim, names, consequence] of [
    ['oidcRoleClaim', ['oidcTeacherRoles', 'oidcAdminRoles'], 'everybody would be a student'],
    ['oidcGroupClaim', ['oidcMemberGroups', 'oidcStaffGroups'], 'nobody would be in a group'],
  ] as const) {
    const { variable } = oidcSettings[claim];
    const values = variablesOf(names);
    const all = names.map((name) => oidcSettings[name].variable).join(' or ');
    if (config[claim] !== undefined && values.length === 0) {
      problems.push(`${variable} has no effect without ${all}: ${consequence}`);
    }
    if (config[claim] === undefined && values.length > 0) {
      problems.push(`${variable} is missing: ${values.join(' and ')} would have no effect`);
    }
  }
  return problems;
}

export const oidcGroup: SettingGroup = {
  settings: oidcSettings,
  together: [[oidcSettings.oidcIssuer, oidcSettings.oidcClientId, oidcSettings.oidcClientSecret]],
  problems: oidcProblems,
};
