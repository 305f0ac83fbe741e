import { createLecternClient } from 'lectern-client';
import { ownAddress } from '../base-path.ts';
import { platformTokens } from '../embedding.ts';
import { takeEarlyReplies } from './early-replies.ts';
import { keepKeys } from './kept-keys.ts';

/**
 * App and API share one origin, so the session cookie, which scripts can't read, identifies the user. In a platform's frame its token does,
 * and no cookie is sent.
 */
export const client = createLecternClient({
  baseUrl: ownAddress,
  token: platformTokens?.token,
  fetch: keepKeys(takeEarlyReplies((input, init) => fetch(input, init))),
});
