import type { Feature } from '../feature.ts';
import { backupCommand, restoreCommand } from './backup-commands.ts';
import { transferCommand } from './transfer-command.ts';

/** Backs up and restores embedded installations, and transfers any installation to another database and storage. */
export const backup: Feature = {
  name: 'backup',
  cli: {
    addCommands(program, cli) {
      for (const command of [backupCommand(cli), restoreCommand(cli), transferCommand(cli)])
        program.addCommand(command);
    },
  },
};
