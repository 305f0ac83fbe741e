import { emailOf, unverifiedEmailOf } from './email-column.ts';

/** A person in a list. Only a verified address names them; the other is shown as what it is. */
export type Person = Readonly<{
  userId: string;
  email: string | null;
  unverifiedEmail: string | null;
  name: string;
}>;

/** Both addresses of `user`. */
export const addressesOf = () => [emailOf().as('email'), unverifiedEmailOf().as('unverifiedEmail')] as const;

/** What came of adding people: all of them as they are now, and how many of them were not there like that before. */
export interface Addition<Added extends Person = Person> {
  readonly people: ReadonlyArray<Added>;
  readonly added: number;
}
