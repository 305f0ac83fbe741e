import type { Feature } from '../feature.ts';
import { importCommand } from './import-command.ts';

/** Accounts and members of groups from a list. */
export const peopleImport: Feature = {
  name: 'people-import',
  addCommands(program, cli) {
    program.commands.find((command) => command.name() === 'users')?.addCommand(importCommand(cli));
  },
  open: async (host) => (await import('./open.ts')).open(host),
};
