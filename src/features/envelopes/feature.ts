import type { Feature } from '../feature.ts';
import { envelopeCommand } from './envelope-command.ts';

/** The statements of a contest as one encrypted object, fetched before the start; a key opens it then. */
export const envelopes: Feature = {
  name: 'envelopes',
  addCommands: (program) => program.addCommand(envelopeCommand()),
  contestChecks: async () => (await import('./check-envelopes.ts')).envelopeChecks,
  open: async (host) => (await import('./open.ts')).open(host),
};
