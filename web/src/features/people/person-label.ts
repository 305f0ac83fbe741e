interface Labelled {
  readonly email: string | null;
  readonly name: string;
}

/** How a sentence names somebody: by the address, or by the name where a platform made the account without one. */
export const personLabel = ({ email, name }: Labelled): string => email ?? name;
