import { createLecternClient } from 'lectern-client';
import { ownAddress } from '../base-path.ts';
import { isEmbedded, platformTokens } from '../embedding.ts';
import { chosenLanguage } from '../stored-choice.ts';
import { takeEarlyReplies } from './early-replies.ts';
import { keepKeys } from './kept-keys.ts';

/** Asks for titles and PDFs in the language that was chosen for the app, if one was, and then in those of the browser. */
const inChosenLanguage: typeof fetch = (input, init) => {
  const chosen = isEmbedded ? undefined : chosenLanguage.read();
  if (chosen === undefined) return fetch(input, init);
  const headers = new Headers(init?.headers);
  headers.set('accept-language', [chosen, ...navigator.languages].join());
  return fetch(input, { ...init, headers });
};

/**
 * App and API share one origin, so the session cookie, which scripts can't read, identifies the user. In a platform's frame its token does,
 * and no cookie is sent.
 */
export const client = createLecternClient({
  baseUrl: ownAddress,
  token: platformTokens?.token,
  fetch: keepKeys(takeEarlyReplies(inChosenLanguage)),
});
