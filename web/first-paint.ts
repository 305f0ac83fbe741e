import type { Plugin } from 'vite';

const root = '\n    <div id="root">';
const stylesheets = /\n *<link rel="stylesheet"[^>]*>/g;

/**
 * Puts the links to the styles of the app between what is shown at first and the app: the one is painted while they are on
 * their way, and the other has styles of its own that must come after them. Its script is deferred, and waits for them.
 */
export function paintBeforeStyles(): Plugin {
  return {
    name: 'paint-before-styles',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(page) {
        const links = page.match(stylesheets) ?? [];
        const [head = '', body] = page.replace(stylesheets, '').split(root);
        if (links.length === 0 || body === undefined)
          throw new Error('The page has no styles, or no place for them.');
        return `${head}${links.join('')}${root}${body}`;
      },
    },
  };
}
