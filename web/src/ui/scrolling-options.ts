/**
 * For Mantine's selects: the list itself scrolls, as assistive technology expects, not a region around it that the keyboard can't reach.
 */
export const scrollingOptions = {
  withScrollArea: false,
  styles: { options: { maxHeight: 280, overflowY: 'auto' } },
} as const;
