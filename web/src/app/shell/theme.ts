import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  // Dark enough for AA contrast of white text on it, and of it on white.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  fontFamily:
    'Figtree, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The arrow of a list to choose from, which Mantine shows to screen readers as an image without a name.
    ComboboxChevron: { defaultProps: { 'aria-hidden': true } },
  },
});

/**
 * Mantine's own secondary and error texts are too pale for AA contrast, also on the tints that they stand on; and in
 * dark it writes coloured buttons in near white, so that red ones look like all others.
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
