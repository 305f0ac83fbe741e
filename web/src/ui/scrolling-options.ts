/**
 * For Mantine's lists to choose from: the list itself scrolls, as assistive technology expects of it, and not a
 * region around it that the keyboard cannot reach.
 */
export const scrollingOptions = {
  withScrollArea: false,
  styles: { options: { maxHeight: 280, overflowY: 'auto' } },
} as const;
