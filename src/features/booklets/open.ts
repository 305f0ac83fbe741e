import type { Additions, Host } from '../feature.ts';
import { bookletRoutes } from './booklet-routes.ts';
import { openBooklets } from './parts.ts';
import { roomSetRoutes } from './room-set-routes.ts';

const makeEveryMs = 3000;

export function open(host: Host, booklets = openBooklets(host)): Additions {
  const parts = { ...host, ...booklets };
  const owners = ['contest', 'group'] as const;
  return {
    routes: owners.flatMap((owner) => [bookletRoutes(parts, owner), roomSetRoutes(parts, owner)]),
    // In every instance: what one of them has claimed is done by no other.
    jobs: [{ everyMs: makeEveryMs, what: 'making booklets', run: parts.bookletMaker.makeDue }],
  };
}
