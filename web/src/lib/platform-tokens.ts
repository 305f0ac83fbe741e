import {
  type FrameMessage,
  type LecternErrorCode,
  type PlatformMessage,
  readPlatformMessage,
  type TokenReason,
} from 'lectern-client';

/** `not-framed`: no page is around this one. `token-missing`: the page around it gave none in time, or has none. */
export type TokenFailure = 'not-framed' | 'token-missing';

export interface PlatformTokensParts {
  /** The window of this page, in a frame. */
  readonly frame: Pick<Window, 'addEventListener'> & { readonly parent: Pick<Window, 'postMessage'> };
  /** Those of the pages that may be around it: `https://platform.example.org`. */
  readonly origins: ReadonlyArray<string>;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
  readonly fail: (code: TokenFailure) => Error;
  /** How long to wait for an answer, in milliseconds. */
  readonly answerWithinMs?: number;
}

/** The tokens that the page around this one hands over by `postMessage`. They are in memory, and nowhere else. */
export interface PlatformTokens {
  /** Hears messages from now on; before the page has loaded, as the page around it speaks first then. */
  listen(): void;
  /**
   * The token for a request. The next one is asked for before one ends, and waited for when there is none, or the one
   * in use is the one that was `refused`. Requests that wait share one question.
   * @throws the error of `fail`
   */
  token(refused?: string): Promise<string>;
  /** Tells the page around this one what its reader is told, by the code of an error. */
  report(code: LecternErrorCode): void;
}

interface Token {
  readonly token: string;
  /** Unix milliseconds; infinite when nothing tells it, so that only a refusal ends it. */
  readonly endsAtMs: number;
  /** When to ask for the next. */
  readonly renewAtMs: number;
}

interface Question {
  readonly message: FrameMessage & { readonly type: 'lectern:token-wanted' };
  readonly answered: PromiseWithResolvers<Token>;
}

/** A token is renewed half a minute before it ends, or in the last third of a short life. */
const renewBeforeMs = 30_000;

export function createPlatformTokens(parts: PlatformTokensParts): PlatformTokens {
  const { frame, origins, nowMs, fail, answerWithinMs = 15_000 } = parts;
  const isFramed = (frame.parent as unknown) !== frame;
  /** The origin of the page around this one, once it has spoken and was found among those that may. */
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
        .catch(() => {}); // told to whoever waits
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
      else if (nowMs() >= current.renewAtMs) ask('ending').catch(() => {}); // it is asked again when this one has ended
      return (current as Token).token;
    },
    report: (code) => tell({ type: 'lectern:problem', code }),
  };
}

/** For one question of one load of the page, so that no earlier answer fits it. */
const newRequest = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

function toToken(message: PlatformMessage & { type: 'lectern:token' }, receivedAtMs: number): Token {
  const { token, expiresAt } = message;
  const told = [Date.parse(expiresAt ?? ''), jwtEndMs(token)].filter((endMs) => endMs > receivedAtMs);
  // A clock that takes it for ended tells nothing: Lectern has to refuse it first.
  const endsAtMs = Math.min(...told);
  return { token, endsAtMs, renewAtMs: endsAtMs - Math.min(renewBeforeMs, (endsAtMs - receivedAtMs) / 3) };
}

/** The `exp` of a JWT (RFC 7519, 4.1.4) in Unix milliseconds; NaN when there is none. */
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
