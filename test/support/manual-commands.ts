import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './server-process.ts';

/** A block of commands for a shell. */
interface CommandBlock {
  readonly heading: string;
  readonly commands: string;
}

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
 * calls, so the arguments must be literals.
 */
export function commandsIn(page: string, heading?: string): ReadonlyArray<string> {
  const blocks = commandBlocks(page).filter((block) => heading === undefined || block.heading === heading);
  assert.ok(blocks.length > 0, `${page} has no commands under "${heading}"`);
  return blocks.map(({ commands }) => commands);
}
