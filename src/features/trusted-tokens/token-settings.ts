import { resolve } from 'node:path';
import type { SettingGroup } from '../../config/config.ts';
import { isProtected, protectedAddress } from '../../config/remote-address.ts';
import { httpUrl, integer, oneOf, type SettingTable, type SettledBy, words } from '../../lib/setting.ts';

const requiredClaims = (text: string): ReadonlyArray<readonly [string, string]> =>
  text.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    if (name.trim() === '' || value.length === 0) throw new Error('like type=access,tenant=judge');
    return [name.trim(), value.join('=').trim()];
  });

const keysUrl = (text: string) => {
  const url = httpUrl({ path: true })(text);
  if (!isProtected(new URL(url))) throw new Error(protectedAddress);
  return url;
};

/** The trusted issuer, and the meaning of its claims. */
const tokenSettings = {
  jwtJwksUrl: {
    variable: 'JWT_JWKS_URL',
    describe: 'https URL of the JWK Set of the trusted issuer, whose tokens are accepted',
    defaultText: 'no token is trusted',
    parse: keysUrl,
  },
  jwtJwksFile: {
    variable: 'JWT_JWKS_FILE',
    describe: 'JWK Set as a file, reloaded when it changes; it may contain shared secrets (`kty: oct`)',
    defaultText: 'no token is trusted',
    parse: (text) => resolve(text),
  },
  jwtSharedSecretFile: {
    variable: 'JWT_SHARED_SECRET_FILE',
    describe:
      'file with one shared secret (HS256) of the issuer, at least 32 bytes; reloaded when it changes',
    defaultText: 'no token is trusted',
    parse: (text) => resolve(text),
  },
  jwtIssuer: {
    variable: 'JWT_ISSUER',
    describe: 'required `iss` of a trusted token',
    defaultText: 'not checked',
  },
  jwtAudience: {
    variable: 'JWT_AUDIENCE',
    describe: 'required `aud` of a trusted token',
    defaultText: 'not checked',
  },
  jwtAnyAudience: {
    variable: 'JWT_ANY_AUDIENCE',
    describe:
      '`on` accepts tokens without `JWT_AUDIENCE` or `JWT_REQUIRED_CLAIMS`: the issuer signs for Lectern alone',
    fallback: () => 'off' as const,
    parse: oneOf('off', 'on'),
  },
  jwtSubjectClaim: {
    variable: 'JWT_SUBJECT_CLAIM',
    describe: 'claim with the id of the person on the platform',
    fallback: () => 'sub',
  },
  jwtEmailClaim: {
    variable: 'JWT_EMAIL_CLAIM',
    describe: 'claim with the e-mail address',
    fallback: () => 'email',
  },
  jwtEmailVerified: {
    variable: 'JWT_EMAIL_VERIFIED',
    describe:
      'whether an address of a token is verified: `claim` if its `email_verified` is true, `always` also without that claim',
    fallback: () => 'claim' as const,
    parse: oneOf('claim', 'always'),
  },
  jwtNameClaim: {
    variable: 'JWT_NAME_CLAIM',
    describe: 'claim with the name',
    fallback: () => 'name',
  },
  jwtRoleClaim: {
    variable: 'JWT_ROLE_CLAIM',
    describe: 'claim that sets the role of the account',
    defaultText: 'the role is set in Lectern',
  },
  jwtTeacherRoles: {
    variable: 'JWT_TEACHER_ROLES',
    describe: 'values of that claim for teachers; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
  jwtAdminRoles: {
    variable: 'JWT_ADMIN_ROLES',
    describe: 'values of that claim for admins; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: words,
  },
  jwtRequiredClaims: {
    variable: 'JWT_REQUIRED_CLAIMS',
    describe: 'claims that a trusted token must have, as `type=access,…`',
    defaultText: 'none',
    fallback: () => [],
    parse: requiredClaims,
  },
  jwtMaxLifetimeSeconds: {
    variable: 'JWT_MAX_LIFETIME_SECONDS',
    describe: 'maximum life of a trusted token in seconds, from `iat` (without it: from now) to `exp`',
    fallback: () => 24 * 60 * 60,
    parse: integer(1, 366 * 24 * 60 * 60),
  },
} satisfies SettingTable;

type TokenConfig = SettledBy<typeof tokenSettings>;

declare module '../../config/config.ts' {
  interface Config extends TokenConfig {}
}

/** Sources of keys; at most one may be set. */
const keySources = ['jwtJwksUrl', 'jwtJwksFile', 'jwtSharedSecretFile'] as const;
const sourceVariables = keySources.map((name) => tokenSettings[name].variable);
const anySource = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(sourceVariables);

/** The warning, at start and in the doctor, if tokens need no audience; otherwise undefined. */
export const audienceWarning = ({ jwtAudience }: Pick<TokenConfig, 'jwtAudience'>) =>
  jwtAudience === undefined
    ? {
        detail:
          'JWT_AUDIENCE is not set, so tokens that the issuer signs for other services can sign in here (RFC 8725 §3.9)',
        remedy:
          'Make the issuer put a name for Lectern in `aud` of its tokens, and set JWT_AUDIENCE to that name.',
      }
    : undefined;

/** Finds contradictions between these settings. */
function tokenProblems(values: Partial<TokenConfig>): ReadonlyArray<string> {
  const { jwtAudience, jwtRequiredClaims, jwtAnyAudience } = values;
  const sources = keySources.filter((name) => values[name] !== undefined);
  if (sources.length > 1) {
    const variables = sources.map((name) => tokenSettings[name].variable).join(' and ');
    return [`${variables} are set: the keys of the issuer come from one place. Remove all but one`];
  }
  // Refused settings are undefined, and their own problems are already reported.
  const isBound = jwtAudience !== undefined || jwtRequiredClaims?.length !== 0 || jwtAnyAudience !== 'off';
  if (sources.length === 0 || isBound) return [];
  return [
    'Tokens that the issuer signs for other services would sign in here. Set JWT_AUDIENCE to what `aud` of its tokens for ' +
      'Lectern is, or JWT_REQUIRED_CLAIMS to claims that only these have, or JWT_ANY_AUDIENCE=on if it signs no others',
  ];
}

/** Warns about a missing audience, and about settings that have no effect. */
function tokenWarnings(config: TokenConfig): ReadonlyArray<string> {
  const { jwtRoleClaim, jwtTeacherRoles, jwtAdminRoles } = config;
  const warnings: Array<string> = [];
  if (jwtRoleClaim === undefined && jwtTeacherRoles.length + jwtAdminRoles.length > 0) {
    warnings.push(
      'JWT_TEACHER_ROLES and JWT_ADMIN_ROLES have no effect without JWT_ROLE_CLAIM, whose values they are',
    );
  }
  const others = [config.jwtIssuer, config.jwtAudience, jwtRoleClaim, config.jwtRequiredClaims[0]];
  const isTrusting = keySources.some((name) => config[name] !== undefined);
  if (!isTrusting && others.some((each) => each !== undefined)) {
    warnings.push(`The settings JWT_… have no effect without ${anySource}`);
  }
  const audience = audienceWarning(config);
  if (isTrusting && audience) warnings.push(`${audience.detail}. ${audience.remedy}`);
  return warnings;
}

export const tokenGroup: SettingGroup = {
  settings: tokenSettings,
  problems: tokenProblems,
  warnings: tokenWarnings,
};
