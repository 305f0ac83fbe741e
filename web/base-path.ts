import type { Plugin } from 'vite';

/** The server replaces this with the path of its public URL, in every page. */
const placeholder = 'LECTERN_BASE_PATH';

/**
 * Lets the app run below any path: the page refers to files through a placeholder, and files refer to each other relatively. Vite's
 * development server needs no path.
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
