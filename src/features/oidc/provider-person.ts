import { isVerified, type RoleClaim, readEmail, readName, roleFor } from '../../domain/accounts/claims.ts';
import type { Role } from '../../domain/accounts/principal.ts';
import type { GroupRole } from '../../domain/groups/groups.ts';
import { toLine } from '../../lib/text-line.ts';
import type { GroupClaim, GroupPattern } from './oidc-settings.ts';

type Claims = Readonly<Record<string, unknown>>;

export interface ProviderPerson {
  readonly issuer: string;
  /** Id that this issuer never reassigns. */
  readonly subject: string;
  /** In canonical form; undefined if there is no usable address. */
  readonly email: string | undefined;
  /** Whether the provider has verified the address. */
  readonly isEmailVerified: boolean;
  readonly name: string;
  /** Undefined if roles are set in Lectern. */
  readonly role: Role | undefined;
  /** Names of groups at the issuer, with the role in each; undefined leaves them as they are. */
  readonly groups: ReadonlyMap<string, GroupRole> | undefined;
}

/** Undefined: that is set in Lectern. */
export interface ClaimsToRead {
  readonly roles: RoleClaim | undefined;
  readonly groups: GroupClaim | undefined;
}

/** Most groups of a person. Microsoft Entra ID puts at most 200 into a token. */
const maxGroups = 200;
const maxGroupNameLength = 200;

/** Reads a person from the claims of the ID token and of the userinfo endpoint (OpenID Connect Core 1.0 §5.1). */
export function toProviderPerson(
  { iss, sub }: { readonly iss: string; readonly sub: string },
  claims: Claims,
  { roles, groups }: ClaimsToRead,
): ProviderPerson {
  const email = readEmail(claims['email']);
  return {
    issuer: iss,
    subject: sub,
    email,
    isEmailVerified: email !== undefined && isVerified(claims['email_verified']),
    name: nameOf(claims, email),
    role: roles && roleFor(valuesOf(claims, roles.claim), roles),
    groups: groups && groupsOf(claims, groups),
  };
}

function nameOf(claims: Claims, email: string | undefined): string {
  const names = [claims['name'], claims['preferred_username'], email?.split('@')[0]];
  return names.map(readName).find((name) => name !== undefined) ?? 'New account';
}

/**
 * With several values for a group, staff counts. Undefined if the claim does not hold all groups: then it is to be read
 * elsewhere (OpenID Connect Core 1.0 §5.6.2), which Lectern does not do.
 */
function groupsOf(claims: Claims, { claim, member, staff }: GroupClaim): ProviderPerson['groups'] {
  const elsewhere = claims['_claim_names'];
  if (typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, claim))
    return undefined;
  const groups = new Map<string, GroupRole>();
  for (const value of valuesOf(claims, claim)) {
    const ofStaff = nameIn(value, staff);
    const name = ofStaff ?? nameIn(value, member);
    if (ofStaff !== undefined) groups.set(ofStaff, 'staff');
    else if (name !== undefined && !groups.has(name)) groups.set(name, 'member');
  }
  return groups.size > maxGroups ? undefined : groups;
}

/** The name of a group in a value of the claim, as one line of text; undefined if no pattern fits. */
function nameIn(value: string, patterns: ReadonlyArray<GroupPattern>): string | undefined {
  for (const { before, after } of patterns) {
    const fits =
      value.startsWith(before) && value.endsWith(after) && value.length > before.length + after.length;
    const name = fits ? value.slice(before.length, value.length - after.length) : '/';
    if (!name.includes('/') && name.length <= maxGroupNameLength) return toLine(name);
  }
  return undefined;
}

/** The name of the claim may be a path, such as `realm_access.roles`. */
function valuesOf(claims: Claims, claim: string): ReadonlyArray<string> {
  const found = claimAt(claims, claim);
  return Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
}

/** Finds a claim by its name, which may contain dots, or by its path. */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Claims)[key]
          : undefined,
      claims,
    );
}
