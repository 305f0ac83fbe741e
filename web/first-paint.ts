import type { Plugin } from 'vite';

const root = '\n    <div id="root">';
const stylesheets = /\n *<link rel="stylesheet"[^>]*>/g;

/**
 * Moves the links to stylesheets between the first paint and the app: the first paint doesn't wait for them, and the app's own styles must
 * come after them. The deferred script waits for them.
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
          throw new Error('The built page has no stylesheets, or no root element; compare web/index.html.');
        return `${head}${links.join('')}${root}${body}`;
      },
    },
  };
}

const studentTexts = /\/texts\/student\.(\w+)\.ts$/;
const readerChunks = ['pdf-engine', 'layers'];

/**
 * Lists the files that first-paint.js preloads, because the app would request them only once it runs: the texts per language, and what a
 * page with a statement needs.
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
          throw new Error(
            'The build has no texts for students, or no chunks of the reader; compare vite.config.ts.',
          );
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
