import type { Feature } from '../feature.ts';
import { preflightCommand } from './preflight-command.ts';

/** Whether a contest is ready to start. */
export const preflight: Feature = {
  name: 'preflight',
  addCommands: (program, cli) => program.addCommand(preflightCommand(cli)),
  open: async (host) => (await import('./open.ts')).open(host),
};
