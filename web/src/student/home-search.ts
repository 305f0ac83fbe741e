/** What the home page shows, in its address: `/?group=…&text=…&language=pl`. */
export interface HomeSearch {
  readonly group?: string | undefined;
  readonly contest?: string | undefined;
  readonly text?: string | undefined;
  readonly language?: string | undefined;
}

/** What is left out here, the router would take from the address as it is. */
export function readHomeSearch(search: Record<string, unknown>): HomeSearch {
  // An address such as `?text=2026` has a number there.
  const read = (name: keyof HomeSearch) => String(search[name] ?? '').slice(0, 100) || undefined;
  return { group: read('group'), contest: read('contest'), text: read('text'), language: read('language') };
}
