import { IsEmail } from 'typebox/format';
import { LecternError } from '../../lib/errors.ts';
import { parseLine } from '../../lib/text-line.ts';
import { maxPasswordLength, minPasswordLength } from './auth-settings.ts';

/** For a person's name, which is one line of text. */
export const maxNameLength = 200;

/** RFC 5321 §4.5.3.1.3: a path has at most 256 octets, including its brackets. */
const maxEmailLength = 254;

/** The form in which the database stores e-mail addresses; it is equal for two that mean the same account. */
export function canonicalEmail(text: string): string {
  return text.trim().toLowerCase();
}

export function isEmail(text: string): boolean {
  return text.length <= maxEmailLength && IsEmail(text);
}

/** A person's name in canonical form. @throws LecternError `request-invalid` */
export function parseName(text: string): string {
  return parseLine(text, 'name', maxNameLength);
}

/** An address in canonical form. @throws LecternError `request-invalid` */
export function parseEmail(text: string): string {
  const email = canonicalEmail(text);
  if (!isEmail(email))
    throw new LecternError('request-invalid', `"${email}" is not an e-mail address. Correct it.`);
  return email;
}

/** @throws LecternError `request-invalid` */
export function assertPassword(password: string): void {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    throw new LecternError(
      'request-invalid',
      `A password must have ${minPasswordLength} to ${maxPasswordLength} characters.`,
    );
  }
}
