import { LecternError } from '../lib/errors.ts';

/** The error for a row that refers to one that was deleted since it was read: a broken foreign key. */
export const parentGone = (cause: unknown): LecternError =>
  new LecternError('not-found', 'Something that the request names was just deleted. Load it again.', {
    cause,
  });
