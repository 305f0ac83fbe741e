import {
  type DocumentResult,
  type FileResult,
  filesOf,
  isUploaded,
  type ProblemResult,
} from './push-problems.ts';

export interface PushSummary {
  readonly dryRun: boolean;
  readonly problems: number;
  readonly failed: number;
  /** Tasks, including their PDFs; in a dry run, the expected numbers. */
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** PDFs; in a dry run, those to upload. */
  readonly uploaded: number;
  readonly uploadedBytes: number;
  readonly alreadyThere: number;
  /** Attachments uploaded; in a dry run, those to upload. */
  readonly attached: number;
  /** Statements without a PDF, in all problems. */
  readonly withoutPdf: number;
  /** Distinct error codes. */
  readonly errors: ReadonlyArray<string>;
}

export function summarize(
  results: ReadonlyArray<ProblemResult>,
  { dryRun }: { readonly dryRun: boolean },
): PushSummary {
  const documents = results.flatMap((result) => result.documents);
  const uploaded = documents.filter(isUploaded);
  const count = (outcome: ProblemResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const errors = [...results, ...results.flatMap(filesOf)].flatMap(({ error }) => error?.code ?? []);
  return {
    dryRun,
    problems: results.length,
    failed: count('failed'),
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    uploaded: uploaded.length,
    uploadedBytes: uploaded.reduce((sum, { size }) => sum + size, 0),
    alreadyThere: documents.filter(({ outcome }) => outcome === 'unchanged').length,
    attached: results.flatMap(({ attachments }) => attachments.filter(isUploaded)).length,
    withoutPdf: results.reduce((sum, result) => sum + result.withoutPdf.length, 0),
    errors: [...new Set(errors)],
  };
}

/**
 * Describes a problem, with a separate line for everything that needs attention.
 * @param escapeLine returns a line without the control characters that names and titles in packages may have
 */
export function describeResult(result: ProblemResult, escapeLine: (line: string) => string): string {
  const { outcome, externalId, title, place, documents, attachments, withoutPdf, leftOut, error } = result;
  const isTitled = title !== undefined && title !== externalId;
  const name = externalId === undefined ? place : `${externalId}${isTitled ? ` "${title}"` : ''}`;
  const files = [describeDocuments(documents), ...describeAttachments(attachments)].filter(
    (part) => part !== '',
  );
  const head = [marks[outcome], name, files.join('; ')].filter((part) => part !== '');
  const notes = [
    ...(error ? [`-> ${externalId === undefined ? '' : `${place}: `}${error.message}`] : []),
    ...documents.flatMap((each) => (each.error ? [`-> ${each.language}: ${each.error.message}`] : [])),
    ...attachments.flatMap(({ path, error: failure }) => (failure ? [`-> ${path}: ${failure.message}`] : [])),
    ...documents.flatMap(({ hasLanguageOfTask, path, language }) =>
      hasLanguageOfTask ? [`language of the task: ${path} is in ${language}`] : [],
    ),
    ...withoutPdf.map(({ language, kind, path }) => `no PDF in ${language}: only ${kind} (${path})`),
    ...leftOut.map(({ path, why }) => `not used: ${path} ${why}`),
  ];
  return [head.join('  '), ...notes.map((note) => `           ${note}`)].map(escapeLine).join('\n');
}

const marks: Readonly<Record<ProblemResult['outcome'], string>> = {
  created: 'created  ',
  changed: 'changed  ',
  unchanged: 'unchanged',
  failed: 'FAILED   ',
};

function describeDocuments(documents: ReadonlyArray<DocumentResult>): string {
  const groups = [...Map.groupBy(documents, ({ outcome }) => outcome)];
  return groups
    .map(([outcome, some]) => `${words[outcome]} ${some.map(({ language }) => language).join(', ')}`)
    .join('; ');
}

const describeAttachments = (attachments: ReadonlyArray<FileResult>): ReadonlyArray<string> =>
  [...Map.groupBy(attachments, ({ outcome }) => outcome)].map(
    ([outcome, some]) => `${counted(some.length, 'attachment')} ${attachmentWords[outcome]}`,
  );

const attachmentWords: Readonly<Record<FileResult['outcome'], string>> = {
  uploaded: 'uploaded',
  'to-upload': 'to upload',
  unchanged: 'unchanged',
  failed: 'failed',
};

const words: Readonly<Record<DocumentResult['outcome'], string>> = {
  uploaded: 'uploaded',
  'to-upload': 'to upload',
  unchanged: 'same PDF',
  failed: 'failed',
};

export function describeSummary(summary: PushSummary): string {
  const { dryRun, problems, failed, created, changed, unchanged, uploaded, alreadyThere, attached } = summary;
  if (problems === 0)
    return 'No problems were found: no package of ICPC, DOMjudge, Polygon, CMS or sinol, and no PDF. See /manual/push on your server.';
  const tasks = `${counted(created, 'task')} created, ${changed} changed, ${unchanged} unchanged`;
  const pdfs = `${counted(uploaded, 'PDF')} ${dryRun ? 'to upload' : 'uploaded'}, ${alreadyThere} already there`;
  const others =
    attached === 0 ? '' : `; ${counted(attached, 'attachment')} ${dryRun ? 'to upload' : 'uploaded'}`;
  const failures = failed === 0 ? '' : ` ${failed} of ${counted(problems, 'problem')} failed.`;
  return `${dryRun ? 'Nothing was changed. With this push: ' : ''}${tasks}; ${pdfs}${others}.${failures}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
