import type { Command } from 'commander';
import { createProgram } from '../src/app/program.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';

const head = `# Commands

\`lectern\` in the packages. In a checkout, run \`lectern() { npm --prefix /path/to/lectern run --silent lectern -- "$@"; }\` first, and give
absolute paths: \`npm run\` changes to the checkout, and without \`--silent\` prints two lines of its own. \`--help\` of each command prints the
same.
`;

const width = Math.max(...Object.values(exitCodes).map(({ meaning }) => meaning.length));
const rows = Object.values(exitCodes).map(
  ({ code, meaning }) => `| ${`\`${code}\``.padEnd(4)} | ${meaning.padEnd(width)} |`,
);
const exits = `## Exit codes

Every command prints to standard error what is wrong and what to do, and ends with one of these:

| code | ${'meaning'.padEnd(width)} |
| ---- | ${'-'.repeat(width)} |
${rows.join('\n')}

With \`--workers\`, the first process ends with the code of the workers if none of them becomes ready.
`;

/** The manual page with the help of every command. */
export function commandReference(): string {
  const program = createProgram();
  const commands = program.commands.flatMap((command) => pagesOf(command, 2));
  return [head, helpOf(program), exits, ...commands].join('\n');
}

function pagesOf(command: Command, level: number): Array<string> {
  const name = fullName(command);
  const title = `${'#'.repeat(level)} ${name}\n`;
  return [title, helpOf(command), ...command.commands.flatMap((sub) => pagesOf(sub, level + 1))];
}

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

/** Formatted for 100 columns, regardless of this terminal. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return `\`\`\`text\n${text.trim()}\n\`\`\`\n`;
}
