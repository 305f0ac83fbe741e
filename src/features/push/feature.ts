import type { Feature } from '../feature.ts';
import { pushCommand } from './push-command.ts';

/** Uploads the statements of problem packages to a running server. */
export const push: Feature = {
  name: 'push',
  addCommands: (program, cli) => program.addCommand(pushCommand(cli)),
};
