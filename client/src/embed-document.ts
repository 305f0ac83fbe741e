import { baseUrlOf } from './base-url.ts';
import { isToken, type PlatformMessage, readFrameMessage, type TokenReason } from './embed-messages.ts';
import { LecternApiError } from './lectern-error.ts';

/** A token of Lectern's for whoever is signed in to the platform. */
export interface EmbedToken {
  readonly token: string;
  /** When it ends, where it is no JWT, which tells that itself. Without it, the next one is wanted after a 401. */
  readonly expiresAt?: Date | undefined;
}

export interface EmbedOptions {
  /** Where Lectern is: `https://lectern.example.org`, or with a path. Default: the origin that this module was loaded from. */
  readonly url?: string | undefined;
  readonly taskId: string;
  /** BCP 47, of the document; default: as the browser prefers, or the task's primary language. */
  readonly language?: string | undefined;
  /** Of the tools around it, `en` or `pl`; default: as the browser prefers. */
  readonly uiLanguage?: string | undefined;
  /** The accessible name of the frame; default `Statement`. */
  readonly title?: string | undefined;
  /** Asks the platform's own server for a token. Called when one is needed, and again before it ends. */
  readonly getToken: (reason: TokenReason) => Promise<string | EmbedToken> | string | EmbedToken;
  /**
   * Told of what the reader tells its reader, by the code of the API, and beside these:
   * - `token-failed`: `getToken` threw, or gave no token; its error is the `cause`
   * - `frame-silent`: nothing came from the frame within 20 s; most often the origin of the page is not in
   *   `LECTERN_EMBED_ORIGINS`
   */
  readonly onError?: ((error: LecternApiError) => void) | undefined;
}

export interface EmbeddedDocument {
  readonly frame: HTMLIFrameElement;
  /** Opens the document anew. */
  reload(): void;
  /** Removes the frame, and answers it no more. */
  destroy(): void;
}

/** For a slow network to load the reader. */
const silentAfterMs = 20_000;

/**
 * Shows the document of a task within an element, which it fills. The frame gets a token by `postMessage`, from this
 * page to the origin of Lectern alone, and neither needs nor sets a cookie.
 * @throws TypeError when `url` is no http or https URL, or has a query, or `taskId` is empty
 */
export function embedDocument(element: HTMLElement, options: EmbedOptions): EmbeddedDocument {
  const { getToken, onError = () => {} } = options;
  const address = addressOf(options);
  const { ownerDocument } = element;
  const view = ownerDocument.defaultView as Window;
  const frame = createFrame(ownerDocument, options.title);
  const ending = new AbortController();
  const { signal } = ending;

  /** Reaches a page of Lectern's, or nobody. */
  const tell = (message: PlatformMessage) => frame.contentWindow?.postMessage(message, address.origin);

  let silent: ReturnType<typeof setTimeout> | undefined;
  const expectAnswer = () => {
    clearTimeout(silent);
    silent = setTimeout(
      () => onError(new LecternApiError('frame-silent', 'The frame of the document did not answer.')),
      silentAfterMs,
    );
  };

  async function answer(request: string, reason: TokenReason): Promise<void> {
    let reply: PlatformMessage = { type: 'lectern:no-token', request };
    try {
      reply = { type: 'lectern:token', request, ...tokenOf(await getToken(reason)) };
    } catch (cause) {
      if (!signal.aborted) onError(new LecternApiError('token-failed', 'There is no token.', { cause }));
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
 * What the reader does: scripts and storage of its own origin, the field of pages (a form), saving, printing, and links
 * in tabs of their own. What is left out keeps it from leading the page around it elsewhere.
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

/** @throws TypeError when it is nothing that can stand in a header */
function tokenOf(given: string | EmbedToken): { token: string; expiresAt?: string } {
  const { token, expiresAt } = typeof given === 'string' ? { token: given, expiresAt: undefined } : given;
  if (!isToken(token)) throw new TypeError('"getToken" gave no token');
  return expiresAt === undefined ? { token } : { token, expiresAt: expiresAt.toISOString() };
}
