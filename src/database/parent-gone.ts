import { LecternError } from '../lib/errors.ts';

/** The error for a broken foreign key: a row refers to one that was deleted after it was read. */
export const parentGone = (cause: unknown): LecternError =>
  new LecternError('not-found', 'Something in the request was just deleted. Reload it.', {
    cause,
  });
