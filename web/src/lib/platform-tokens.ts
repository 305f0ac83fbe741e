import {
  type FrameMessage,
  type LecternErrorCode,
  type PlatformMessage,
  readPlatformMessage,
  type TokenReason,
} from 'lectern-client';

/** `not-framed`: the page isn't in a frame. `token-missing`: the parent page sent no token in time, or has none. */
export type TokenFailure = 'not-framed' | 'token-missing';

export interface PlatformTokensParts {
  /** The window of this page inside the frame. */
  readonly frame: Pick<Window, 'addEventListener'> & { readonly parent: Pick<Window, 'postMessage'> };
  /** Origins that may frame this page: `https://platform.example.org`. */
  readonly origins: ReadonlyArray<string>;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
  readonly fail: (code: TokenFailure) => Error;
  /** How long to wait for a reply, in milliseconds. */
  readonly answerWithinMs?: number;
}

/** Tokens that the parent page sends by `postMessage`. They are kept only in memory. */
export interface PlatformTokens {
  /** Starts to listen. Call it before the page has loaded, when the parent page sends its first message. */
  listen(): void;
  /**
   * The token for a request. Asks for the next one shortly before it expires; waits if there is none, or if `refused` is the current one.
   * Waiting requests share one question.
   * @throws the error of `fail`
   */
  token(refused?: string): Promise<string>;
  /** Reports the error shown to the reader to the parent page. */
  report(code: LecternErrorCode): void;
}

interface Token {
  readonly token: string;
  /** Unix milliseconds; infinite if unknown, so that only a refusal ends it. */
  readonly endsAtMs: number;
  /** When to ask for the next one, in Unix milliseconds. */
  readonly renewAtMs: number;
}

interface Question {
  readonly message: FrameMessage & { readonly type: 'lectern:token-wanted' };
  readonly answered: PromiseWithResolvers<Token>;
}

/** Tokens are renewed half a minute before they expire, or in the last third of a short lifetime. */
const renewBeforeMs = 30_000;

export function createPlatformTokens(parts: PlatformTokensParts): PlatformTokens {
  const { frame, origins, nowMs, fail, answerWithinMs = 15_000 } = parts;
  const isFramed = (frame.parent as unknown) !== frame;
  /** Origin of the parent page, known after its first message from an allowed origin. */
  let platform: string | undefined;
  let current: Token | undefined;
  let question: Question | undefined;

  const tell = (message: FrameMessage) => {
    if (platform !== undefined) frame.parent.postMessage(message, platform);
  };

  function onMessage({ source, origin, data }: MessageEvent): void {
    if ((source as unknown) !== frame.parent || !origins.includes(origin)) return;
    const message = readPlatformMessage(data);
    if (message?.type === 'lectern:connect') {
      platform = origin;
      if (question) tell(question.message);
      return;
    }
    if (!message || !question || origin !== platform || message.request !== question.message.request) return;
    if (message.type === 'lectern:token') question.answered.resolve(toToken(message, nowMs()));
    else question.answered.reject(fail('token-missing'));
  }

  async function ask(reason: TokenReason): Promise<void> {
    if (!isFramed) throw fail('not-framed');
    if (!question) {
      const message = { type: 'lectern:token-wanted', request: newRequest(), reason } as const;
      const answered = Promise.withResolvers<Token>();
      question = { message, answered };
      const late = setTimeout(() => answered.reject(fail('token-missing')), answerWithinMs);
      answered.promise
        .finally(() => {
          clearTimeout(late);
          question = undefined;
        })
        .catch(() => {}); // the waiting requests throw it
      tell(message);
    }
    current = await question.answered.promise;
  }

  return {
    listen() {
      if (isFramed) frame.addEventListener('message', onMessage as (event: Event) => void);
    },
    async token(refused) {
      if (!current) await ask('none');
      else if (current.token === refused) await ask('refused');
      else if (nowMs() >= current.endsAtMs) await ask('ending');
      else if (nowMs() >= current.renewAtMs) ask('ending').catch(() => {}); // asked again once this one has expired
      return (current as Token).token;
    },
    report: (code) => tell({ type: 'lectern:problem', code }),
  };
}

/** Unique per question and page load, so that a late reply never matches a new question. */
const newRequest = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

function toToken(message: PlatformMessage & { type: 'lectern:token' }, receivedAtMs: number): Token {
  const { token, expiresAt } = message;
  const told = [Date.parse(expiresAt ?? ''), jwtEndMs(token)].filter((endMs) => endMs > receivedAtMs);
  // An expiry in the past may only mean a wrong clock here, so it is ignored until Lectern refuses the token.
  const endsAtMs = Math.min(...told);
  return { token, endsAtMs, renewAtMs: endsAtMs - Math.min(renewBeforeMs, (endsAtMs - receivedAtMs) / 3) };
}

/** The `exp` of a JWT (RFC 7519, 4.1.4) in Unix milliseconds; NaN if there is none. */
function jwtEndMs(token: string): number {
  const [, payload = '', signature] = token.split('.');
  if (signature === undefined) return Number.NaN;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return Number((claims as { readonly exp?: unknown }).exp) * 1000;
  } catch {
    return Number.NaN;
  }
}
