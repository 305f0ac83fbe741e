import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);
const stylesOf = (name: string) => readFileSync(resolve(`@mantine/core/styles/${name}.layer.css`), 'utf8');
const allStyles = /\/@mantine\/core\/styles\.layer\.css$/;
const component = /\/@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/;
/** Needed by all components, in Mantine's order. */
const common = ['baseline', 'default-css-variables', 'global'];
const used = new Set(
  [
    'ActionIcon Alert Anchor Badge Burger Button Checkbox CheckboxCard CheckboxIndicator CloseButton Code',
    'Combobox Container Divider Drawer Fieldset FloatingIndicator Group InlineInput Input Kbd List Loader',
    'Mark Menu Modal ModalBase Notification NumberInput Overlay Paper PasswordInput Popover Progress Radio',
    'RadioCard RadioIndicator ScrollArea SegmentedControl SimpleGrid Skeleton Stack Switch Table Tabs',
    'Text Title Tooltip UnstyledButton VisuallyHidden',
  ].flatMap((names) => names.split(' ')),
);

/**
 * Omits the styles of unused components; development includes all. The rest stays in one file, in Mantine's order: the later of two rules
 * wins, and files loaded later can come earlier in the document.
 */
export function stylesOfUsedComponents(): Plugin {
  return {
    name: 'mantine-styles-of-used-components',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: allStyles },
      handler(id) {
        const all = readFileSync(id, 'utf8');
        // A component's position is that of its first rules.
        const place = (styles: string) => all.indexOf(styles.slice(styles.indexOf('{') + 1, 200).trim());
        const styles = [...used].map(stylesOf).toSorted((one, other) => place(one) - place(other));
        return [...common.map(stylesOf), ...styles].join('\n');
      },
    },
    generateBundle(_, bundle) {
      const needed = Object.values(bundle)
        .flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
        .flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? (component.exec(id)?.[1] ?? []) : []));
      const differing = [...new Set(needed).symmetricDifference(used)];
      if (differing.length > 0)
        this.error(`Add these to the list in web/mantine-styles.ts, or remove them: ${differing.join(' ')}`);
    },
  };
}
