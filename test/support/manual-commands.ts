import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './server-process.ts';

/** A block of commands for a shell. */
interface CommandBlock {
  readonly heading: string;
  readonly commands: string;
}

/** Markdown without its blocks of code. */
export const withoutCode = (text: string): string => text.replaceAll(/^ *```.*?^ *```$/gms, '');

/** The blocks of commands of a Markdown page, in order, without the indent of a list. */
export function commandBlocks(page: string): ReadonlyArray<CommandBlock> {
  const text = readFileSync(join(repositoryRoot, page), 'utf8');
  let heading = '';
  return [
    ...text.matchAll(/^#+ ([^\n]+)$|^( *)```(?:sh|bash|console)\n(.*?)^ *```$|^ *```.*?^ *```$/gms),
  ].flatMap(([, title, indent = '', lines]) => {
    heading = title ?? heading;
    return lines === undefined
      ? []
      : [{ heading, commands: lines.replaceAll(`\n${indent}`, '\n').trimStart() }];
  });
}

/**
 * What a suite runs of a page: its blocks of commands, or those below one heading. test/docs/commands.test.ts finds the
 * calls of this and of `runPage`, so their arguments must be literals.
 */
export function commandsIn(page: string, heading?: string): ReadonlyArray<string> {
  const blocks = commandBlocks(page).filter((block) => heading === undefined || block.heading === heading);
  assert.ok(blocks.length > 0, `${page} has no commands under "${heading}"`);
  return blocks.map(({ commands }) => commands);
}

/** Ids, times and numbers differ between runs; columns are as wide as what is in them. */
const withoutValues = (text: string) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\b(?=\w*\d)[\da-f]{8}(?:-[\da-f-]{27})?\b/g, 'ID')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/ +/g, ' ')
    .trim();

/**
 * Asserts that commands print what a page shows below a heading as their output (```text), line by line. `…` is anything.
 * @param names what the page calls otherwise than the output
 */
export function assertShown(
  output: string,
  page: string,
  heading: string,
  names: Readonly<Record<string, string>> = {},
): void {
  const sections = readFileSync(join(repositoryRoot, page), 'utf8').split(/^#+ /m);
  const section = sections.find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const shown = [...section.matchAll(/^ *```text\n(.*?)^ *```$/gms)].flatMap(([, lines = '']) =>
    lines.split('\n'),
  );
  assert.ok(shown.length > 1, `${page} shows no output under "${heading}"`);
  const printed = output.split('\n').map(withoutValues);
  for (const line of shown) {
    const named = Object.entries(names).reduce((text, [name, here]) => text.replaceAll(name, here), line);
    const parts = withoutValues(named)
      .split('…')
      .map((part) => RegExp.escape(part.trim()));
    const pattern = new RegExp(`^${parts.join(' ?.*')}$`);
    assert.ok(
      printed.some((each) => pattern.test(each)),
      `${page} shows, but nothing prints: ${line}\n${output}`,
    );
  }
}
