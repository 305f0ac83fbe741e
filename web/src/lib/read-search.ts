/**
 * For `validateSearch`: reads each named key of the URL by its rule. The router merges the result over the raw search, so a rejected key
 * must be present as undefined.
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

/** A search text. In a URL such as `?text=2026` the router parses it as a number. */
export const shortText = (value: unknown): string | undefined =>
  String(value ?? '').slice(0, 100) || undefined;
