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

const studentTexts = /\/texts\/student\.(\w+)\.ts$/;
const readerChunks = ['pdf-engine', 'layers'];

/**
 * Names the files that first-paint.js asks for beside the app, which would ask for them only once it runs: the texts by
 * their languages, and what a page with a statement needs.
 */
export function nameEarlyFiles(): Plugin {
  return {
    name: 'name-early-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const texts = chunks.flatMap(({ facadeModuleId, fileName }) => {
          const language = studentTexts.exec(facadeModuleId ?? '')?.[1];
          return language === undefined ? [] : [[`data-${language}`, fileName] as const];
        });
        const reader = chunks.filter(({ name }) => readerChunks.includes(name));
        if (texts.length === 0 || reader.length !== readerChunks.length)
          throw new Error('There are no texts, or no reader.');
        const attrs = {
          name: 'lectern-early-files',
          content: reader.map(({ fileName }) => fileName).join(' '),
          ...Object.fromEntries(texts),
        };
        return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}
