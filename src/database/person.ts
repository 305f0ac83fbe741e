/** A person in a list. */
export type Person = Readonly<{ userId: string; email: string | null; name: string }>;

/** What came of adding people: all of them as they are now, and how many of them were not there like that before. */
export interface Addition<Added extends Person = Person> {
  readonly people: ReadonlyArray<Added>;
  readonly added: number;
}
