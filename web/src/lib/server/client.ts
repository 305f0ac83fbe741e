import { createLecternClient } from 'lectern-client';
import { ownAddress } from '../base-path.ts';
import { platformTokens } from '../embedding.ts';
import { takeEarlyReplies } from './early-replies.ts';
import { keepKeys } from './kept-keys.ts';

/**
 * The app and the API have one origin; the session cookie, which no script can read, says who asks. In the frame of a
 * platform its token does, and no cookie is sent.
 */
export const client = createLecternClient({
  baseUrl: ownAddress,
  token: platformTokens?.token,
  fetch: keepKeys(takeEarlyReplies((input, init) => fetch(input, init))),
});
