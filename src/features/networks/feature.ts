import type { Feature } from '../feature.ts';

/** Checks whether the networks of contests fit their participants. The core decides by these networks. */
export const networks: Feature = {
  name: 'networks',
  contestChecks: async () => (await import('./check-networks.ts')).networkChecks,
  async *diagnose(core) {
    const { examineAddresses } = await import('./examine-addresses.ts');
    yield* examineAddresses(core);
  },
};
