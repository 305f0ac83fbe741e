import { createReadBookletSource } from './booklet-sources.ts';
import { createBooklets } from './booklets.ts';
import { createBookletMaker } from './make-booklets.ts';
import { createRoomSets } from './room-sets.ts';

type Parts = Parameters<typeof createBooklets>[0] &
  Parameters<typeof createReadBookletSource>[0] &
  Omit<Parameters<typeof createBookletMaker>[0], 'booklets' | 'readSource' | 'maxStatementBytes'>;

/** What booklets need: which are wanted, what each is made of, and who makes them and sets of them. */
export function createBookletParts(parts: Parts, maxPdfBytes: number) {
  const booklets = createBooklets(parts);
  const readBookletSource = createReadBookletSource(parts);
  const bookletMaker = createBookletMaker({
    ...{ ...parts, booklets, readSource: readBookletSource },
    maxStatementBytes: 2 * maxPdfBytes,
  });
  return { booklets, readBookletSource, bookletMaker, roomSets: createRoomSets(parts) };
}
