import { LecternApiError } from '../../client/src/index.ts';

/** For `assert.rejects`: whether an error is the client's, with this code. */
export const refusedWith = (code: string) => (error: unknown) =>
  error instanceof LecternApiError && error.code === code;
