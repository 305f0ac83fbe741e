import { canonicalEmail, isEmail, maxNameLength } from '../account-fields.ts';
import type { Role } from '../principal.ts';

type Claims = Readonly<Record<string, unknown>>;

/** Which values of which claim make somebody more than a student. */
export interface RoleClaim {
  /** Its name, or the path to it: `realm_access.roles`. */
  readonly claim: string;
  readonly teacher: ReadonlyArray<string>;
  readonly admin: ReadonlyArray<string>;
}

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
  const email = emailOf(claims);
  return {
    issuer: iss,
    subject: sub,
    email,
    isEmailVerified: email !== undefined && isTrue(claims['email_verified']),
    name: nameOf(claims, email),
    role: roles && roleOf(claims, roles),
  };
}

export function emailOf({ email }: Claims): string | undefined {
  if (typeof email !== 'string') return undefined;
  const canonical = canonicalEmail(email);
  return isEmail(canonical) ? canonical : undefined;
}

/** Some providers send the word (Amazon Cognito, for one). */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

function nameOf(claims: Claims, email: string | undefined): string {
  const names = [claims['name'], claims['preferred_username'], email?.split('@')[0]];
  const name = names.map(toLine).find((line) => line !== '');
  return name ?? 'New account';
}

/** As `parseName` would have it, whatever the provider sends. */
function toLine(value: unknown): string {
  if (typeof value !== 'string') return '';
  const line = value
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return [...line]
    .slice(0, maxNameLength / 2)
    .join('')
    .trim();
}

/** The highest role that a value of the claim gives. Without the claim: a student. */
function roleOf(claims: Claims, { claim, teacher, admin }: RoleClaim): Role {
  const found = claimAt(claims, claim);
  const values = Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
  if (values.some((value) => admin.includes(value))) return 'admin';
  return values.some((value) => teacher.includes(value)) ? 'teacher' : 'student';
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
