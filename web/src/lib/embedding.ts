import { LecternApiError } from 'lectern-client';
import { pathInApp } from './base-path.ts';
import { createPlatformTokens, type TokenFailure } from './platform-tokens.ts';

/**
 * Whether this page is for the frame of a platform (docs/embedding.md): without the shell, and without a session, as
 * each request has a token of the platform.
 */
export const isEmbedded = pathInApp().startsWith('/embed/');

const messages: Readonly<Record<TokenFailure, string>> = {
  'not-framed': 'There is no page around this one.',
  'token-missing': 'The page around this one gave no token.',
};

/** They come with the page, so that they are those of its frame-ancestors. */
const allowedOrigins = (): ReadonlyArray<string> =>
  document
    .querySelector<HTMLMetaElement>('meta[name="lectern-embed-origins"]')
    ?.content.split(' ')
    .filter((origin) => origin !== '') ?? [];

/** Undefined everywhere else. */
export const platformTokens = isEmbedded
  ? createPlatformTokens({
      frame: window,
      origins: allowedOrigins(),
      nowMs: Date.now,
      fail: (code) => new LecternApiError(code, messages[code]),
    })
  : undefined;
