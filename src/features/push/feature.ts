import type { Feature } from '../feature.ts';
import { pushCommand } from './push-command.ts';

/** Puts the statements of problem packages on a running server. */
export const push: Feature = {
  name: 'push',
  addCommands: (program, cli) => program.addCommand(pushCommand(cli)),
};
