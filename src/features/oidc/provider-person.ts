import { isVerified, type RoleClaim, readEmail, readName, roleFor } from '../../domain/accounts/claims.ts';
import type { Role } from '../../domain/accounts/principal.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Who signed in at the provider, as far as Lectern asks. */
export interface ProviderPerson {
  readonly issuer: string;
  /** Never given to anybody else by this issuer. */
  readonly subject: string;
  /** In canonical form; undefined without one that can be used. */
  readonly email: string | undefined;
  /** Whether the provider says that the address is theirs. */
  readonly isEmailVerified: boolean;
  readonly name: string;
  /** Undefined where roles are given in Lectern. */
  readonly role: Role | undefined;
}

/** The person of an id token and of what the userinfo endpoint added (OpenID Connect Core 1.0 §5.1). */
export function toProviderPerson(
  { iss, sub }: { readonly iss: string; readonly sub: string },
  claims: Claims,
  roles: RoleClaim | undefined,
): ProviderPerson {
  const email = readEmail(claims['email']);
  return {
    issuer: iss,
    subject: sub,
    email,
    isEmailVerified: email !== undefined && isVerified(claims['email_verified']),
    name: nameOf(claims, email),
    role: roles && roleOf(claims, roles),
  };
}

function nameOf(claims: Claims, email: string | undefined): string {
  const names = [claims['name'], claims['preferred_username'], email?.split('@')[0]];
  return names.map(readName).find((name) => name !== undefined) ?? 'New account';
}

/** The name of the claim may be a path to it: `realm_access.roles`. */
function roleOf(claims: Claims, roles: RoleClaim): Role {
  const found = claimAt(claims, roles.claim);
  const values = Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
  return roleFor(values, roles);
}

/** A claim by its name, which may have dots in it, or else by its path. */
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
