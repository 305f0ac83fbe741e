import { LecternApiError } from 'lectern-client';
import { pathInApp } from './base-path.ts';
import { createPlatformTokens, type TokenFailure } from './platform-tokens.ts';

/** Whether this page runs in a platform's frame (docs/embedding.md): without the shell, and with a platform token instead of a session. */
export const isEmbedded = pathInApp().startsWith('/embed/');

const messages: Readonly<Record<TokenFailure, string>> = {
  'not-framed': 'This page is not in a frame.',
  'token-missing': 'The parent page provided no token.',
};

/** The server writes the origins of its frame-ancestors into the page. */
const allowedOrigins = (): ReadonlyArray<string> =>
  document
    .querySelector<HTMLMetaElement>('meta[name="lectern-embed-origins"]')
    ?.content.split(' ')
    .filter((origin) => origin !== '') ?? [];

/** Undefined outside a frame. */
export const platformTokens = isEmbedded
  ? createPlatformTokens({
      frame: window,
      origins: allowedOrigins(),
      nowMs: Date.now,
      fail: (code) => new LecternApiError(code, messages[code]),
    })
  : undefined;
