import { LecternApiError, type Schemas } from 'lectern-client';
import { PackageError } from 'lectern-problems';
import type { Described, PlannedProblem, PushPlan, RefusedProblem } from './plan-push.ts';
import type { PushApi } from './push-api.ts';
import { type FilePush, pushFile } from './push-file.ts';

export interface ProblemResult extends Described {
  /** Of its task and its PDFs; in a dry run, the expected one. Also `failed` when only a PDF failed. */
  readonly outcome: Schemas.PutOutcome | 'failed';
  readonly documents: ReadonlyArray<DocumentResult>;
  readonly attachments: ReadonlyArray<FileResult>;
  readonly error?: Failure;
}

export interface DocumentResult extends FileResult {
  readonly language: string;
  /** The name of the PDF has no language, so it got the language of its task. */
  readonly hasLanguageOfTask?: true;
}

export interface FileResult {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** `to-upload` only in a dry run. */
  readonly outcome: 'uploaded' | 'to-upload' | 'unchanged' | 'failed';
  readonly error?: Failure;
}

export const isUploaded = ({ outcome }: FileResult): boolean =>
  outcome === 'uploaded' || outcome === 'to-upload';

export interface Failure {
  /** Of a package, of the API (docs/errors.md), or of its client. */
  readonly code: string;
  readonly message: string;
}

export interface PushOptions {
  readonly api: PushApi;
  readonly dryRun: boolean;
  /** Leaves the titles of existing tasks unchanged. */
  readonly keepTitles: boolean;
  /** Owners that the tasks get in addition to the key: e-mail addresses, or external ids after `ext:`. */
  readonly owners: ReadonlyArray<string>;
  /** Problems processed concurrently; default 4. */
  readonly atOnce?: number;
  readonly onResult: (result: ProblemResult) => void;
  /** Called with the number of bytes just done; negative when an upload starts again. */
  readonly onBytes: (more: number) => void;
}

/** Errors that the next request would repeat: about the key, and no response. */
const fatal = new Set([
  ...['unauthenticated', 'account-disabled', 'network'],
  ...['api-key-invalid', 'api-key-expired', 'api-key-revoked', 'insufficient-scope'],
]);

/**
 * Carries out a plan, a few problems concurrently. Reports each result when it is ready, refused problems first. A
 * failure does not stop the other problems, unless the server does not respond or no longer accepts the key.
 */
export async function pushProblems({ problems, refused }: PushPlan, options: PushOptions): Promise<void> {
  for (const problem of refused) options.onResult(toRefusal(problem));
  let ended: Failure | undefined;
  const waiting = problems.values();
  const work = async () => {
    for (const problem of waiting) {
      const result = ended ? toFailure(problem, notTried(ended)) : await pushProblem(problem, options);
      const failures = [result, ...filesOf(result)].flatMap(({ error }) => error ?? []);
      ended ??= failures.find(({ code }) => fatal.has(code));
      options.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 4 }, work));
}

/** The results of the PDFs and attachments of a problem. */
export const filesOf = ({ documents, attachments }: ProblemResult): ReadonlyArray<FileResult> => [
  ...documents,
  ...attachments,
];

async function pushProblem(problem: PlannedProblem, options: PushOptions): Promise<ProblemResult> {
  const { api, dryRun, keepTitles, owners } = options;
  const { externalId, title, titles, primaryLanguage, isDescribed } = problem;
  const staff = owners.map((owner) => ({
    ...(owner.startsWith('ext:') ? { externalId: owner.slice('ext:'.length) } : { email: owner }),
    role: 'owner' as const,
  }));
  const language = primaryLanguage === undefined ? {} : { primaryLanguage };
  const names = { title, ...(titles && { titles }) };
  const put = async (attempts = 3): Promise<Schemas.PutTask | undefined> => {
    const known = await api.findTask(externalId);
    if (known === undefined && primaryLanguage === undefined) return undefined;
    const given = {
      ...(known === undefined || isDescribed ? language : {}),
      ...(known === undefined || (isDescribed && !keepTitles) ? names : {}),
      // A list of staff is complete, and those of an existing task stay.
      ...(known === undefined && owners.length > 0 && { staff }),
    };
    const task = { title, ...(known && fieldsOf(known)), ...given };
    try {
      const done = await api.putTask(externalId, task, { dryRun, ifMatch: known?.etag });
      if (known === undefined || owners.length === 0) return done;
      const isAdded = await api.addOwners(done.taskId, owners, { dryRun });
      return isAdded && done.outcome === 'unchanged' ? { ...done, outcome: 'changed' } : done;
    } catch (error) {
      const isStale = error instanceof LecternApiError && error.code === 'precondition-failed';
      if (!isStale || attempts <= 1) throw error;
      return put(attempts - 1);
    }
  };
  try {
    const done = await put();
    if (done === undefined) return toFailure(problem, languageUnknown);
    const { taskId, outcome, title: shown, ...task } = done;
    // In a dry run a new task does not exist, so the server cannot compare its PDFs.
    const isOnlyPlanned = dryRun && outcome === 'created';
    const pushOne = async (file: FilePush['file']): Promise<FileResult> =>
      isOnlyPlanned ? toPlanned(file, options) : push(problem, taskId, file, options);
    const documents: Array<DocumentResult> = [];
    for (const { language: named, ...pdf } of problem.documents) {
      const language = named ?? task.primaryLanguage;
      const result = { language, ...(await pushOne({ ...pdf, language })) };
      documents.push(named === undefined ? { ...result, hasLanguageOfTask: true } : result);
    }
    const attachments: Array<FileResult> = [];
    for (const attachment of problem.attachments) attachments.push(await pushOne(attachment));
    const files = [...documents, ...attachments];
    const isFailed = files.some((file) => file.outcome === 'failed');
    const isChanged = outcome === 'unchanged' && files.some(isUploaded);
    return {
      ...{ ...describedOf(problem), title: shown, documents, attachments },
      outcome: isFailed ? 'failed' : isChanged ? 'changed' : outcome,
    };
  } catch (error) {
    return toFailure(problem, asFailure(error));
  }
}

/** What a PUT must repeat, or it would get its default: staff may have set an embargo since. */
const fieldsOf = ({
  title,
  titles,
  primaryLanguage,
  visibility,
  visibleFrom,
  embargoUntil,
}: Schemas.TaskSettings): Schemas.TaskToPut => ({
  ...{ title, titles, primaryLanguage, visibility, visibleFrom, embargoUntil },
});

async function push(
  { source }: PlannedProblem,
  taskId: string,
  file: FilePush['file'],
  { api, dryRun, onBytes }: PushOptions,
): Promise<FileResult> {
  const { path, size } = file;
  let told = 0;
  const onSent = (done: number) => {
    onBytes(done - told);
    told = done;
  };
  const described = { path, size };
  try {
    const outcome = await pushFile({ api, taskId, source, file, dryRun, onSent });
    return { ...described, outcome };
  } catch (error) {
    return { ...described, outcome: 'failed', error: asFailure(error) };
  } finally {
    onSent(size);
  }
}

function toPlanned({ path, size }: FilePush['file'], { onBytes }: PushOptions): FileResult {
  onBytes(size);
  return { path, size, outcome: 'to-upload' };
}

/** Defects and errors of the disk end the whole push. */
function asFailure(error: unknown): Failure {
  if (!(error instanceof LecternApiError || error instanceof PackageError)) throw error;
  return { code: error.code, message: error.message };
}

const languageUnknown: Failure = {
  code: 'language-unknown',
  message:
    'The language of its PDF is unknown, and the server does not have this task. Put the language in the file name, as in ' +
    '"description.en.pdf", or use --language.',
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
  attachments: [],
  error,
});

const toRefusal = (problem: RefusedProblem): ProblemResult => toFailure(problem, problem.error);
