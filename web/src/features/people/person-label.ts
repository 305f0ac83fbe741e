interface Labelled {
  readonly email: string | null;
  readonly name: string;
}

/** Names a person in a sentence: by address, or by name if a platform created the account without one. */
export const personLabel = ({ email, name }: Labelled): string => email ?? name;
