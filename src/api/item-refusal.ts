import { asLecternError, type LecternError } from '../lib/errors.ts';

/**
 * The refusal of one item of a batch, to stand in its place. What is no fault of the item fails the whole request.
 * @throws that
 */
export function itemRefusal(cause: unknown): LecternError {
  const error = asLecternError(cause);
  if (error === undefined || error.status >= 500) throw cause;
  return error;
}
