import { invisible, toLine } from '../../lib/text-line.ts';
import { canonicalEmail, isEmail, maxNameLength } from './account-fields.ts';
import type { Role } from './principal.ts';

/** Which values of which claim make a person a teacher or an admin. */
export interface RoleClaim {
  readonly claim: string;
  readonly teacher: ReadonlyArray<string>;
  readonly admin: ReadonlyArray<string>;
}

/** The highest role that any of the values gives; without one, student. */
export function roleFor(
  values: ReadonlyArray<string>,
  { teacher, admin }: Pick<RoleClaim, 'teacher' | 'admin'>,
): Role {
  if (values.some((value) => admin.includes(value))) return 'admin';
  return values.some((value) => teacher.includes(value)) ? 'teacher' : 'student';
}

/** An address in canonical form, if the claim is one. */
export function readEmail(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const email = canonicalEmail(value);
  return isEmail(email) ? email : undefined;
}

/** Whether an `email_verified` claim is true (OpenID Connect Core 1.0 §5.1). Some providers send a string, such as Amazon Cognito. */
export const isVerified = (value: unknown): boolean => value === true || value === 'true';

const invisibles = new RegExp(invisible, 'gu');

/** A name from another server, in the form of `parseName`; undefined if nothing is left of it. */
export function readName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .replaceAll(invisibles, '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  // If the cut leaves half of a surrogate pair, that half goes too.
  const name = line
    .slice(0, maxNameLength)
    .replace(/\p{Cs}$/u, '')
    .trim();
  return toLine(name);
}
