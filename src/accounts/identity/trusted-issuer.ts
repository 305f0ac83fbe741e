import type { Clock } from '../../clock.ts';
import type { Database } from '../../database/database.ts';
import type { RefreshLog } from '../../refresh.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { createFollowToken, type FollowToken } from './token-accounts.ts';
import { openTrustedKeys, type TrustedKeys } from './trusted-keys.ts';
import { createVerifyToken, type VerifyToken } from './trusted-tokens.ts';

/** The settings of trusted tokens, as `config/general-settings.ts` has them. */
export interface IssuerConfig {
  readonly jwtJwksUrl: string | undefined;
  readonly jwtJwksFile: string | undefined;
  readonly jwtIssuer: string | undefined;
  readonly jwtAudience: string | undefined;
  readonly jwtSubjectClaim: string;
  readonly jwtEmailClaim: string;
  readonly jwtNameClaim: string;
  readonly jwtRoleClaim: string | undefined;
  readonly jwtTeacherRoles: ReadonlyArray<string>;
  readonly jwtAdminRoles: ReadonlyArray<string>;
  readonly jwtRequiredClaims: ReadonlyArray<readonly [string, string]>;
}

/** The platform whose tokens are accepted. */
export interface TrustedIssuer {
  readonly verify: VerifyToken;
  readonly follow: FollowToken;
  /** For a timer: its keys may have changed. */
  readonly refresh: TrustedKeys['refresh'];
}

/**
 * Undefined when no issuer is trusted.
 * @throws OperatorError for a file of keys that cannot be used
 */
export async function openTrustedIssuer(
  config: IssuerConfig,
  parts: {
    readonly database: Database;
    readonly revocations: Revocations;
    readonly clock: Clock;
    readonly log: RefreshLog;
  },
): Promise<TrustedIssuer | undefined> {
  const { jwtJwksUrl: url, jwtJwksFile: file } = config;
  const source = file === undefined ? url && { url } : { file };
  if (!source) return undefined;
  const keys = await openTrustedKeys({ source, log: parts.log });
  const settings = {
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    subjectClaim: config.jwtSubjectClaim,
    emailClaim: config.jwtEmailClaim,
    nameClaim: config.jwtNameClaim,
    roleClaim: config.jwtRoleClaim,
    teacherRoles: config.jwtTeacherRoles,
    adminRoles: config.jwtAdminRoles,
    requiredClaims: config.jwtRequiredClaims,
  };
  return {
    verify: createVerifyToken({ keys, settings, clock: parts.clock }),
    follow: createFollowToken(parts),
    refresh: keys.refresh,
  };
}
