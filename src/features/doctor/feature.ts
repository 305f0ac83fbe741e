import type { Feature } from '../feature.ts';
import { doctorCommand } from './doctor-command.ts';

/** Checks the storage, and what other features need, as an operator, a reader and a stranger would. */
export const doctor: Feature = {
  name: 'doctor',
  addCommands: (program, cli) => program.addCommand(doctorCommand(cli)),
  open: async (host) => (await import('./open.ts')).open(host),
};
