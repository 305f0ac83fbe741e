import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { envelopesOfContests } from './end-envelopes.ts';
import { envelopeCommand } from './envelope-command.ts';

/** The statements of a contest as one encrypted object, which readers fetch before the start and then open with a key. */
export const envelopes: Feature = {
  name: 'envelopes',
  profile: 'platform',
  storage: { schema: { tables } },
  access: { extraAccess: envelopesOfContests },
  cli: {
    addCommands: (program, cli) => program.addCommand(envelopeCommand(cli)),
    contestChecks: async () => (await import('./check-envelopes.ts')).envelopeChecks,
  },
  open: async (host) => (await import('./open.ts')).open(host),
};
