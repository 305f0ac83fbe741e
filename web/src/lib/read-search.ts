/**
 * For `validateSearch`: reads each named key of an address by its rule. The router lays what it gets over what the address
 * says, so a key that no rule takes must be there all the same, as undefined.
 */
export const readSearch =
  <Rules extends Readonly<Record<string, (value: unknown) => unknown>>>(rules: Rules) =>
  (search: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(rules).map(([key, rule]) => [key, rule(search[key])] as const),
    ) as SearchOf<Rules>;

type SearchOf<Rules extends Readonly<Record<string, (value: unknown) => unknown>>> = {
  readonly [Key in keyof Rules]?: ReturnType<Rules[Key]>;
};

export const oneOf =
  <const Word>(...words: ReadonlyArray<Word>) =>
  (value: unknown): Word | undefined =>
    words.find((word) => word === value);

export const anyText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What somebody looks for. An address such as `?text=2026` has a number there. */
export const shortText = (value: unknown): string | undefined =>
  String(value ?? '').slice(0, 100) || undefined;
