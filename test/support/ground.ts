import type { Ground, GroundKind } from '../../src/core/decide/access-paths.ts';

/** A ground without a group or contest, with its window in Unix milliseconds. */
export const groundOf = (kind: GroundKind, opensAt: number, closesAt: number | null): Ground => ({
  kind,
  opensAt,
  closesAt,
  through: null,
  networks: null,
  readerEpoch: 0,
  taskEpoch: 0,
});
