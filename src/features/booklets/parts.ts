import type { Core } from '../../core/open-core.ts';
import { createBookletQueue } from './booklet-queue.ts';
import { createReadBookletSource } from './booklet-sources.ts';
import { createBooklets } from './booklets.ts';
import { createIssueBooklet } from './issue-booklet.ts';
import { createBookletMaker } from './make-booklets.ts';
import { createStoreBooklet } from './store-booklet.ts';

export type BookletParts = ReturnType<typeof openBooklets>;

export function openBooklets(core: Core) {
  const booklets = createBooklets(core);
  const readBookletSource = createReadBookletSource(core);
  const bookletMaker = createBookletMaker({
    ...core,
    booklets,
    bookletQueue: createBookletQueue(core),
    readSource: readBookletSource,
    storeBooklet: createStoreBooklet({ ...core, maxStatementBytes: 2 * core.config.maxPdfBytes }),
  });
  const issueBooklet = createIssueBooklet(core.issuing);
  return { booklets, readBookletSource, bookletMaker, issueBooklet };
}
