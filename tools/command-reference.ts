import type { Command } from 'commander';
import { createProgram } from '../src/app/program.ts';

const head = `# Commands

\`lectern\` in the packages; in a checkout \`npm run lectern -- COMMAND\`. Each command says this by \`--help\`.
`;

/** A page with what every command says of itself. */
export function commandReference(): string {
  const program = createProgram();
  return [head, helpOf(program), ...program.commands.flatMap((command) => pagesOf(command, 2))].join('\n');
}

function pagesOf(command: Command, level: number): Array<string> {
  const name = fullName(command);
  const title = `${'#'.repeat(level)} ${name}\n`;
  return [title, helpOf(command), ...command.commands.flatMap((sub) => pagesOf(sub, level + 1))];
}

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

/** As a terminal of 100 columns shows it, whatever it is here. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return `\`\`\`text\n${text.trim()}\n\`\`\`\n`;
}
