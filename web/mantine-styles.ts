import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);
const styles = (name: string) => `@mantine/core/styles/${name}.layer.css`;
const allStyles = /\/@mantine\/core\/styles\.layer\.css$/;
const component = /\/@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/;
/** What all components need, in the order in which Mantine has them. */
const common = ['baseline', 'default-css-variables', 'global'];
/**
 * Of what the reader has, whose file would be one more request, and of what that is made of; in Mantine's order, as the
 * later of two rules wins.
 */
const early =
  'ScrollArea UnstyledButton Paper Overlay Popover CloseButton ModalBase Drawer Menu Modal Progress Tooltip Tabs'.split(
    ' ',
  );

/**
 * Puts the styles of each component of Mantine where its class names are, in place of the styles of all components. So
 * they come with the script that has the component, after those of the components that it is made of, and what the app
 * does not use is left out. In development there are the styles of all.
 */
export function stylesWithComponents(): Plugin {
  return {
    name: 'mantine-styles-with-components',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: allStyles },
      handler: () =>
        [...common, ...early].map((name) => readFileSync(resolve(styles(name)), 'utf8')).join('\n'),
    },
    transform: {
      filter: { id: component },
      handler(code, id) {
        const name = component.exec(id)?.[1] as string;
        return early.includes(name) ? code : `import '${styles(name)}';\n${code}`;
      },
    },
  };
}
