/** What a program may read of a refusal, beside its code: `opensAt`, `retryAfterSeconds`, … */
export type ErrorFacts = Readonly<Record<string, unknown>>;

/**
 * Everything that goes wrong, as one class. `code` is the `code` of the API's problem details (RFC 9457), listed
 * in its docs/errors.md, or one of the client's own:
 *
 * - `network`: no answer came (status 0)
 * - `reply-unreadable`: an answer came that is not Lectern's, say of a proxy
 * - `expired`: a signed URL that the storage takes no more, whatever status that storage gives
 * - `no-pdf`: the task may be read and has no PDF; its `title` is among the facts
 * - `document-changed`: the PDF was replaced while it was being read; open it anew
 * - `upload-failed`: the storage refused the bytes
 * - `file-unreadable`: the file to upload was changed or moved since it was chosen
 * - `token-failed`, `frame-silent`: see `EmbedOptions`; in the frame, `token-missing` and `not-framed`
 */
export class LecternApiError extends Error {
  override readonly name = 'LecternApiError';
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly requestId: string | undefined;
  readonly facts: ErrorFacts;

  constructor(
    code: string,
    message: string,
    options: { status?: number; requestId?: string | undefined; facts?: ErrorFacts; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 0;
    this.requestId = options.requestId;
    this.facts = options.facts ?? {};
  }
}

/** The error of a reply whose status is not 2xx. */
export async function errorOfReply(reply: Response): Promise<LecternApiError> {
  const { status } = reply;
  const text = await reply.text().catch(() => '');
  const problem = parseProblem(text);
  if (!problem) {
    return new LecternApiError(
      'reply-unreadable',
      `The server answered ${status}, and not as Lectern does.`,
      {
        status,
      },
    );
  }
  const { code, detail, requestId, type: _type, title, status: _status, ...facts } = problem;
  return new LecternApiError(code, detail ?? title ?? code, { status, requestId, facts });
}

interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly title?: string;
  readonly requestId?: string;
  readonly [fact: string]: unknown;
}

function parseProblem(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isProblem =
      typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
    return isProblem ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}
