import { LecternApiError, type Schemas } from 'lectern-client';
import { PackageError, type StatementPdf } from 'lectern-problems';
import type { Described, PlannedProblem, PushPlan, RefusedProblem } from './plan-push.ts';
import type { PushApi } from './push-api.ts';
import { pushDocument } from './push-document.ts';

/** What became of a problem. */
export interface ProblemResult extends Described {
  /** Of its task and its PDFs; of a dry run, what it would be. `failed` when a PDF did, too. */
  readonly outcome: Schemas.PutOutcome | 'failed';
  readonly documents: ReadonlyArray<DocumentResult>;
  readonly error?: Failure;
}

export interface DocumentResult {
  readonly language: string;
  /** The name of the PDF has none, so it got that of its task. */
  readonly hasLanguageOfTask?: true;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** `to-upload` of a dry run. */
  readonly outcome: 'uploaded' | 'to-upload' | 'unchanged' | 'failed';
  readonly error?: Failure;
}

export const isUploaded = ({ outcome }: DocumentResult): boolean =>
  outcome === 'uploaded' || outcome === 'to-upload';

export interface Failure {
  /** Of a package, of the API (docs/errors.md), or of its client. */
  readonly code: string;
  readonly message: string;
}

export interface PushOptions {
  readonly api: PushApi;
  readonly dryRun: boolean;
  /** Titles of tasks that exist stay as they are. */
  readonly keepTitles: boolean;
  /** E-mail addresses of those who are to own the tasks, beside the key. */
  readonly owners: ReadonlyArray<string>;
  /** Problems at once; default 4. */
  readonly atOnce?: number;
  readonly onResult: (result: ProblemResult) => void;
  /** Told of bytes that are dealt with; negative for those that are sent anew. */
  readonly onBytes: (more: number) => void;
}

/** After these the next request would be answered the same: those of a key, and that nobody answers. */
const fatal = new Set([
  ...['unauthenticated', 'account-disabled', 'network'],
  ...['api-key-invalid', 'api-key-expired', 'api-key-revoked', 'insufficient-scope'],
]);

/**
 * Does what is planned, a few problems at once. Each tells its result when it is done, those that are refused first. One
 * that fails does not keep the others from being pushed, unless the server does not answer or takes the key no more.
 */
export async function pushProblems({ problems, refused }: PushPlan, options: PushOptions): Promise<void> {
  for (const problem of refused) options.onResult(toRefusal(problem));
  let ended: Failure | undefined;
  const waiting = problems.values();
  const work = async () => {
    for (const problem of waiting) {
      const result = ended ? toFailure(problem, notTried(ended)) : await pushProblem(problem, options);
      const failures = [result, ...result.documents].flatMap(({ error }) => error ?? []);
      ended ??= failures.find(({ code }) => fatal.has(code));
      options.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 4 }, work));
}

async function pushProblem(problem: PlannedProblem, options: PushOptions): Promise<ProblemResult> {
  const { api, dryRun, keepTitles, owners } = options;
  const { externalId, title, titles, primaryLanguage, isDescribed } = problem;
  const staff = owners.map((email) => ({ email, role: 'owner' as const }));
  const kept = owners.length > 0 ? { staff } : {};
  const described = { ...kept, ...(primaryLanguage === undefined ? {} : { primaryLanguage }) };
  const whole = { ...described, title, ...(titles && { titles }) };
  try {
    const keepsSome = keepTitles || !isDescribed;
    const isThere =
      keepsSome && (await api.putTask(externalId, whole, { dryRun: true })).outcome !== 'created';
    if (!isThere && primaryLanguage === undefined) return toFailure(problem, languageUnknown);
    const given = !isThere ? whole : isDescribed ? described : kept;
    const { taskId, outcome, title: shown, ...task } = await api.putTask(externalId, given, { dryRun });
    // The task of a dry run is not there to be asked about.
    const isOnlyPlanned = dryRun && outcome === 'created';
    const documents: Array<DocumentResult> = [];
    for (const { language: named, ...pdf } of problem.documents) {
      const document = { ...pdf, language: named ?? task.primaryLanguage };
      const result = isOnlyPlanned
        ? toPlanned(document, options)
        : await push(problem, taskId, document, options);
      documents.push(named === undefined ? { ...result, hasLanguageOfTask: true } : result);
    }
    const isFailed = documents.some((document) => document.outcome === 'failed');
    const isChanged = outcome === 'unchanged' && documents.some(isUploaded);
    return {
      ...{ ...describedOf(problem), title: shown, documents },
      outcome: isFailed ? 'failed' : isChanged ? 'changed' : outcome,
    };
  } catch (error) {
    return toFailure(problem, asFailure(error));
  }
}

async function push(
  { source }: PlannedProblem,
  taskId: string,
  document: StatementPdf,
  { api, dryRun, onBytes }: PushOptions,
): Promise<DocumentResult> {
  const { language, path, size } = document;
  let told = 0;
  const onSent = (done: number) => {
    onBytes(done - told);
    told = done;
  };
  const described = { language, path, size };
  try {
    const outcome = await pushDocument({ api, taskId, source, document, dryRun, onSent });
    return { ...described, outcome };
  } catch (error) {
    return { ...described, outcome: 'failed', error: asFailure(error) };
  } finally {
    onSent(size);
  }
}

function toPlanned({ language, path, size }: StatementPdf, { onBytes }: PushOptions): DocumentResult {
  onBytes(size);
  return { language, path, size, outcome: 'to-upload' };
}

/** A defect, and what the system says of the disk, end the whole. */
function asFailure(error: unknown): Failure {
  if (!(error instanceof LecternApiError || error instanceof PackageError)) throw error;
  return { code: error.code, message: error.message };
}

const languageUnknown: Failure = {
  code: 'language-unknown',
  message:
    'The language of its PDF is not known, and the server has no such task: put the language into the name, as in ' +
    '"description.en.pdf", or give --language.',
};

const notTried = ({ code, message }: Failure): Failure => ({ code, message: `Not tried. ${message}` });

const describedOf = ({ place, externalId, title, withoutPdf, leftOut }: Described): Described => ({
  place,
  externalId,
  title,
  withoutPdf,
  leftOut,
});

const toFailure = (problem: Described, error: Failure): ProblemResult => ({
  ...describedOf(problem),
  outcome: 'failed',
  documents: [],
  error,
});

const toRefusal = (problem: RefusedProblem): ProblemResult => toFailure(problem, problem.error);
