import { isVerified, type RoleClaim, readEmail, readName, roleFor } from '../../domain/accounts/claims.ts';
import type { Role } from '../../domain/accounts/principal.ts';

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
}

/** Reads a person from the claims of the ID token and of the userinfo endpoint (OpenID Connect Core 1.0 §5.1). */
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

/** The name of the claim may be a path, such as `realm_access.roles`. */
function roleOf(claims: Claims, roles: RoleClaim): Role {
  const found = claimAt(claims, roles.claim);
  const values = Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
  return roleFor(values, roles);
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
