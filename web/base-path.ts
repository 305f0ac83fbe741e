import type { Plugin } from 'vite';

/** The server puts the path of its public address in the place of it, in every page. */
const placeholder = 'LECTERN_BASE_PATH';

/**
 * Lets the app live at any path: the page names its files behind a placeholder, and these name each other by where they
 * are themselves. On Vite's development server there is no path.
 */
export function liveAtAnyPath(): Plugin {
  return {
    name: 'live-at-any-path',
    config: (_, { command }) =>
      command === 'build'
        ? {
            base: './',
            experimental: {
              renderBuiltUrl: (file, { hostType }) =>
                hostType === 'html' ? `${placeholder}/${file}` : { relative: true },
            },
          }
        : {},
    transformIndexHtml: {
      order: 'pre',
      handler: (page, { server }) => (server ? page.replace(placeholder, '') : page),
    },
  };
}
