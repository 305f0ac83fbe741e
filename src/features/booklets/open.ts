import type { Core } from '../../core/open-core.ts';
import type { Additions, Host } from '../feature.ts';
import { bookletRoutes } from './booklet-routes.ts';
import { createReadBookletSource } from './booklet-sources.ts';
import { createBooklets } from './booklets.ts';
import { createIssueBooklet } from './issue-booklet.ts';
import { createBookletMaker } from './make-booklets.ts';
import { roomSetRoutes } from './room-set-routes.ts';
import { createRoomSets } from './room-sets.ts';

const makeEveryMs = 3000;

export type BookletParts = ReturnType<typeof openBooklets>;

/** Which booklets are wanted, what each is made of, and who makes them and sets of them. */
export function openBooklets(core: Core) {
  const booklets = createBooklets(core);
  const readBookletSource = createReadBookletSource(core);
  const bookletMaker = createBookletMaker({
    ...{ ...core, booklets, readSource: readBookletSource },
    maxStatementBytes: 2 * core.config.maxPdfBytes,
  });
  const issueBooklet = createIssueBooklet(core.issuing);
  return { booklets, readBookletSource, bookletMaker, issueBooklet, roomSets: createRoomSets(core) };
}

export function open(host: Host, booklets = openBooklets(host)): Additions {
  const parts = { ...host, ...booklets };
  const owners = ['contest', 'group'] as const;
  return {
    routes: owners.flatMap((owner) => [bookletRoutes(parts, owner), roomSetRoutes(parts, owner)]),
    // In every instance: what one of them has claimed is done by no other.
    jobs: [{ everyMs: makeEveryMs, what: 'making booklets', run: parts.bookletMaker.makeDue }],
  };
}
