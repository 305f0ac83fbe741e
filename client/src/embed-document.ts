import { baseUrlOf } from './base-url.ts';
import { isToken, type PlatformMessage, readFrameMessage, type TokenReason } from './embed-messages.ts';
import { LecternApiError } from './lectern-error.ts';

/** A Lectern token for the person signed in to the platform. */
export interface EmbedToken {
  readonly token: string;
  /** Expiry of a token that is not a JWT, which contains it. Without it, the next token is requested after a 401. */
  readonly expiresAt?: Date | undefined;
}

export interface EmbedOptions {
  /** The address of Lectern: `https://lectern.example.org`, or with a path. Default: the origin from which this module was loaded. */
  readonly url?: string | undefined;
  readonly taskId: string;
  /** Language of the document, BCP 47; default: the browser's preference, or the task's primary language. */
  readonly language?: string | undefined;
  /** Language of the reader's controls, `en` or `pl`; default: the browser's preference. */
  readonly uiLanguage?: string | undefined;
  /** The accessible name of the frame; default `Statement`. */
  readonly title?: string | undefined;
  /** Gets a token from the platform's server. Called when one is needed, and again before it expires. */
  readonly getToken: (reason: TokenReason) => Promise<string | EmbedToken> | string | EmbedToken;
  /**
   * Called with the errors that the reader shows, by the code of the API, and with these:
   * - `token-failed`: `getToken` threw or returned no token; its error is the `cause`
   * - `frame-silent`: no message from the frame within 20 s, usually because the origin of the page is not in `LECTERN_EMBED_ORIGINS`
   */
  readonly onError?: ((error: LecternApiError) => void) | undefined;
}

export interface EmbeddedDocument {
  readonly frame: HTMLIFrameElement;
  /** Reopens the document. */
  reload(): void;
  /** Removes the frame and stops responding to it. */
  destroy(): void;
}

/** Time for the reader to load on a slow network. */
const silentAfterMs = 20_000;

/**
 * Shows the document of a task inside an element, filling it. The frame receives its token through `postMessage`, from this page to
 * Lectern's origin only, and needs no cookies.
 * @throws TypeError when `url` is not an http or https URL, or has a query, or `taskId` is empty
 */
export function embedDocument(element: HTMLElement, options: EmbedOptions): EmbeddedDocument {
  const { getToken, onError = () => {} } = options;
  const address = addressOf(options);
  const { ownerDocument } = element;
  const view = ownerDocument.defaultView as Window;
  const frame = createFrame(ownerDocument, options.title);
  const ending = new AbortController();
  const { signal } = ending;

  /** Only a page on Lectern's origin receives it. */
  const tell = (message: PlatformMessage) => frame.contentWindow?.postMessage(message, address.origin);

  let silent: ReturnType<typeof setTimeout> | undefined;
  const expectAnswer = () => {
    clearTimeout(silent);
    silent = setTimeout(
      () => onError(new LecternApiError('frame-silent', 'The frame of the document did not respond.')),
      silentAfterMs,
    );
  };

  async function answer(request: string, reason: TokenReason): Promise<void> {
    let reply: PlatformMessage = { type: 'lectern:no-token', request };
    try {
      reply = { type: 'lectern:token', request, ...tokenOf(await getToken(reason)) };
    } catch (cause) {
      if (!signal.aborted)
        onError(new LecternApiError('token-failed', 'The page could not get a token.', { cause }));
    }
    if (!signal.aborted) tell(reply);
  }

  const onMessage = ({ source, origin, data }: MessageEvent) => {
    if (source !== frame.contentWindow || origin !== address.origin) return;
    const message = readFrameMessage(data);
    if (!message) return;
    clearTimeout(silent);
    if (message.type === 'lectern:token-wanted') void answer(message.request, message.reason);
    else onError(new LecternApiError(message.code, `The document cannot be read: ${message.code}.`));
  };

  const load = () => {
    expectAnswer();
    frame.src = address.href;
  };
  view.addEventListener('message', onMessage, { signal });
  frame.addEventListener('load', () => tell({ type: 'lectern:connect' }), { signal });
  signal.addEventListener('abort', () => clearTimeout(silent));
  load();
  element.append(frame);
  return {
    frame,
    reload: load,
    destroy() {
      ending.abort();
      frame.remove();
    },
  };
}

function addressOf({ url, taskId, language, uiLanguage }: EmbedOptions): URL {
  const base = baseUrlOf('url', url ?? new URL(import.meta.url).origin);
  if (taskId === '') throw new TypeError('"taskId" is missing');
  const address = new URL(`${base}/embed/tasks/${encodeURIComponent(taskId)}`);
  if (language !== undefined) address.searchParams.set('language', language);
  if (uiLanguage !== undefined) address.searchParams.set('uiLanguage', uiLanguage);
  return address;
}

/**
 * What the reader needs: scripts and storage of its origin, the page number field (a form), saving, printing, and links in new tabs.
 * Without the other permissions, it cannot navigate the page around it.
 */
const sandbox = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-downloads',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
];

function createFrame(document: Document, title = 'Statement'): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.referrerPolicy = 'no-referrer';
  frame.setAttribute('sandbox', sandbox.join(' '));
  Object.assign(frame.style, { display: 'block', width: '100%', height: '100%', border: '0' });
  return frame;
}

/** @throws TypeError when the token cannot be sent in a header */
function tokenOf(given: string | EmbedToken): { token: string; expiresAt?: string } {
  const { token, expiresAt } = typeof given === 'string' ? { token: given, expiresAt: undefined } : given;
  if (!isToken(token)) throw new TypeError('"getToken" returned no token');
  return expiresAt === undefined ? { token } : { token, expiresAt: expiresAt.toISOString() };
}
