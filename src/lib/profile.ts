/** Sizes of Lectern. Each has everything of those before it; docs/profiles.md says what. */
export const profiles = ['signer', 'platform', 'course'] as const;

export type Profile = (typeof profiles)[number];

/** @param smallest the smallest profile that has a part; default: all have it */
export const includes = (profile: Profile, smallest: Profile = 'signer'): boolean =>
  profiles.indexOf(smallest) <= profiles.indexOf(profile);

/** Some parts, for profiles from `smallest` on; none for smaller ones. */
export const from = <Part>(
  smallest: Profile,
  profile: Profile,
  ...parts: ReadonlyArray<Part>
): ReadonlyArray<Part> => (includes(profile, smallest) ? parts : []);
