import { createLecternClient, LecternApiError } from 'lectern-client';

/** The app and the API have one origin; the session cookie, which no script can read, says who asks. */
export const client = createLecternClient({ baseUrl: '' });

export const isApiError = (error: unknown, ...codes: ReadonlyArray<string>): error is LecternApiError =>
  error instanceof LecternApiError && (codes.length === 0 || codes.includes(error.code));
