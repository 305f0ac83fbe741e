import { invisible, toLine } from '../../lib/text-line.ts';
import { canonicalEmail, isEmail, maxNameLength } from './account-fields.ts';
import type { Role } from './principal.ts';

/** Which values of which claim make somebody more than a student. */
export interface RoleClaim {
  readonly claim: string;
  readonly teacher: ReadonlyArray<string>;
  readonly admin: ReadonlyArray<string>;
}

/** The highest role that one of the values gives. Without any: a student. */
export function roleFor(
  values: ReadonlyArray<string>,
  { teacher, admin }: Pick<RoleClaim, 'teacher' | 'admin'>,
): Role {
  if (values.some((value) => admin.includes(value))) return 'admin';
  return values.some((value) => teacher.includes(value)) ? 'teacher' : 'student';
}

/** An address in canonical form, if a claim is one. */
export function readEmail(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const email = canonicalEmail(value);
  return isEmail(email) ? email : undefined;
}

/** Whether an `email_verified` says so (OpenID Connect Core 1.0 §5.1). Some providers send the word (Amazon Cognito, for one). */
export const isVerified = (value: unknown): boolean => value === true || value === 'true';

const invisibles = new RegExp(invisible, 'gu');

/** A name as `parseName` would have it, of whatever another server sends; undefined when nothing is left of it. */
export function readName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .replaceAll(invisibles, '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  // Where the cut leaves half of a character, that half goes as well.
  const name = line
    .slice(0, maxNameLength)
    .replace(/\p{Cs}$/u, '')
    .trim();
  return toLine(name);
}
