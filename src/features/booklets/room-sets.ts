import { readStored, withStored } from '../../domain/tasks/inspect-stored.ts';
import type { PendingDeletions } from '../../domain/tasks/pending-deletions.ts';
import { LecternError } from '../../lib/errors.ts';
import { createFairQueue, type OverloadedReply, overloaded } from '../../lib/overloaded.ts';
import { rowsInvalid } from '../../lib/row-problems.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { type BoundBooklet, pagesOfOneSet } from './binding/binding-plan.ts';
import { mergeInChildProcess, setsLimitsFor } from './binding/bookbinder.ts';
import type { ReadableBooklet } from './booklet.ts';
import { planSets } from './booklet-plan.ts';
import type { Seat } from './seats-file.ts';

export interface RoomSetsOrder {
  readonly booklet: ReadableBooklet;
  /** Of the contest or group, on each separator. */
  readonly title: string;
  readonly seats: ReadonlyArray<Seat>;
}

/** A finished object. It is deleted after an hour because it contains people's names. */
export interface MadeRoomSets extends Pick<BoundBooklet, 'size' | 'pages'> {
  readonly objectKey: string;
  readonly copies: number;
}

/** Makes copies of a booklet to print, each after a sheet that names its reader; one order at a time per process. */
export interface RoomSets {
  /**
   * @throws LecternError `seats-file-invalid` for more than `maxSetsPages` pages, `object-not-found` when the booklet's file is missing or
   *   damaged, `pdf-unreadable` when it takes too much memory or time, `overloaded` while other sets are being made
   */
  make(order: RoomSetsOrder): Promise<MadeRoomSets>;
}

/** Takes 9 s of CPU time and 330 MB. */
export const maxSetsPages = 50_000;

const busy: OverloadedReply = {
  message: (seconds) => `Other copies are being made. Try again in ${seconds} seconds.`,
  retryAfterSeconds: { min: 5, max: 15 },
};

export function createRoomSets(parts: {
  readonly pendingDeletions: PendingDeletions;
  readonly driver: StorageDriver;
}): RoomSets {
  const { pendingDeletions, driver } = parts;
  const alone = createFairQueue({ atOnce: 1, maxWaiting: [0] }, busy);

  async function make({ booklet, title, seats }: RoomSetsOrder): Promise<MadeRoomSets> {
    const { made } = booklet;
    const pages = assertPages(seats, made.pages);
    const objectKey = await pendingDeletions.reserve();
    const attempt = await mergeInChildProcess(
      {
        plan: planSets(booklet, { title, seats, maxPages: maxSetsPages }),
        async send(_, write) {
          const problem = await withStored(driver, made, (object) => readStored(object, made, write));
          if (problem) throw fileGone();
        },
        async take(sets, stream) {
          if (sets.pages !== pages) return undefined; // the booklet is unreadable
          await driver.put(parseObjectKey(objectKey), stream, sets);
          return { objectKey, size: sets.size, pages, copies: seats.length };
        },
        signal: new AbortController().signal, // `mergeInChildProcess` has its own time limit
      },
      setsLimitsFor(made.size, pages),
    );
    if (attempt.outcome === 'too-slow') throw overloaded(busy);
    if (attempt.outcome !== 'made' || !attempt.result) throw tooCostly();
    return attempt.result;
  }

  return { make: (order) => alone([], () => make(order)) };
}

/** @returns the pages of all sets @throws LecternError `seats-file-invalid` */
function assertPages(seats: ReadonlyArray<Seat>, pagesOfBooklet: number): number {
  const each = pagesOfOneSet(pagesOfBooklet);
  const tooMany = seats[Math.floor(maxSetsPages / each)];
  if (!tooMany) return seats.length * each;
  const { line } = tooMany;
  const message = `Up to this row, the copies have more than ${maxSetsPages} pages. Move this row and those below to another list.`;
  throw rowsInvalid([{ row: line, field: null, code: 'invalid', message }], 'seats-file-invalid');
}

const fileGone = () =>
  new LecternError(
    'object-not-found',
    'The file of the booklet is missing or damaged. Make the booklet again.',
  );

const tooCostly = () =>
  new LecternError(
    'pdf-unreadable',
    'The copies take too much memory or time. Split the list into several lists.',
  );
