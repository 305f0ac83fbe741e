import type { Feature } from '../feature.ts';
import { apiCommand } from './api-command.ts';
import { pushCommand } from './push-command.ts';

/** Commands that call the API of a running server: one uploads the statements of problem packages, one sends any request. */
export const push: Feature = {
  name: 'push',
  cli: {
    addCommands: (program, cli) => program.addCommand(apiCommand(cli)).addCommand(pushCommand(cli)),
  },
};
