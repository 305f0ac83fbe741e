import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  // Dark enough for AA contrast with white, as text and as background.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  fontFamily:
    'Figtree, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The arrow of a select, which Mantine exposes to screen readers as an unnamed image.
    ComboboxChevron: { defaultProps: { 'aria-hidden': true } },
  },
});

/**
 * Mantine's secondary and error texts are too pale for AA contrast, also on tinted backgrounds. In dark mode it makes the labels of all
 * colored buttons nearly white, so that red ones look like the others.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#586069',
    '--mantine-color-placeholder': '#6c757d',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--lectern-color-canvas': 'var(--mantine-color-gray-0)',
    '--lectern-color-highlight': 'var(--mantine-color-indigo-0)',
  },
  dark: {
    '--mantine-color-dimmed': '#a6a9ad',
    '--mantine-color-placeholder': '#8f9398',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-red-light-color': 'var(--mantine-color-red-4)',
    '--mantine-color-green-light-color': 'var(--mantine-color-green-4)',
    '--mantine-color-yellow-light-color': 'var(--mantine-color-yellow-4)',
    '--mantine-color-indigo-light-color': 'var(--mantine-color-indigo-2)',
    '--lectern-color-canvas': 'var(--mantine-color-dark-8)',
    '--lectern-color-highlight': '#252b4d',
  },
});
