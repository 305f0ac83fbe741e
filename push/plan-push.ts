import {
  type FileSource,
  type FoundProblems,
  type LeftOut,
  type PackageAttachment,
  type PackageError,
  type PackageErrorCode,
  type Problem,
  readersName,
  type StatementPdf,
  type StatementSource,
  taskFieldsOf,
} from 'lectern-problems';
import { toLine } from 'lectern-problems/line';

/** A path of the command line and its content. */
export interface ReadPath {
  readonly path: string;
  readonly source: FileSource;
  readonly found: FoundProblems;
}

/** The description of a problem in reports. */
export interface Described {
  /** The path and the folder in it. */
  readonly place: string;
  readonly externalId: string | undefined;
  readonly title: string | undefined;
  readonly withoutPdf: ReadonlyArray<StatementSource>;
  readonly leftOut: ReadonlyArray<LeftOut>;
}

/** A problem with PDFs, as it should be on the server. */
export interface PlannedProblem extends Described {
  readonly externalId: string;
  readonly title: string;
  /** Titles in languages other than the primary one. */
  readonly titles: Readonly<Record<string, string>> | undefined;
  /** Undefined if the language of its only PDF is unknown. */
  readonly primaryLanguage: string | undefined;
  /** Whether a package provides title and language. Without a package, an existing task keeps its own. */
  readonly isDescribed: boolean;
  readonly documents: ReadonlyArray<PlannedPdf>;
  readonly attachments: ReadonlyArray<PackageAttachment>;
  readonly source: FileSource;
}

/** Without a language, it gets the language of its task. */
export type PlannedPdf = Omit<StatementPdf, 'language'> & { readonly language: string | undefined };

export interface RefusedProblem extends Described {
  readonly error: { readonly code: RefusalCode; readonly message: string };
}

export type RefusalCode = PackageErrorCode | 'no-pdf' | 'external-id-invalid' | 'external-id-ambiguous';

export interface PushPlan {
  readonly problems: ReadonlyArray<PlannedProblem>;
  readonly refused: ReadonlyArray<RefusedProblem>;
}

/** The server's limit. */
const maxExternalIdLength = 200;

/**
 * Plans what to push, and lists what cannot be pushed. Pure.
 * @param prefix precedes every code, such as `kattis:`, so that codes of several sources do not clash
 */
export function planPush(
  read: ReadonlyArray<ReadPath>,
  { prefix = '' }: { readonly prefix?: string | undefined } = {},
): PushPlan {
  const found = read.flatMap(({ path, source, found: { problems } }) =>
    problems.map((problem) => ({ place: placeOf(path, problem.folder), source, problem })),
  );
  const places = Map.groupBy(found, ({ problem }) => externalIdOf(problem, prefix));
  const planned: Array<PlannedProblem> = [];
  const refused: Array<RefusedProblem> = read.flatMap(({ path, found: { broken } }) =>
    broken.map(({ folder, error }) => unreadable(placeOf(path, folder), error)),
  );
  for (const { place, source, problem } of found) {
    const externalId = externalIdOf(problem, prefix);
    const { title, titles, primaryLanguage } = taskFieldsOf(problem);
    const { withoutPdf, attachments } = problem;
    const unnamed = unnamedPdf(problem, source);
    const documents = unnamed ? [unnamed] : problem.documents;
    const leftOut = problem.leftOut.filter(({ path }) => path !== unnamed?.path);
    const described = { place, externalId, title, withoutPdf, leftOut };
    const others = (places.get(externalId) ?? []).map((each) => each.place).filter((each) => each !== place);
    const error = refusalOf({ ...problem, leftOut }, documents, externalId, others);
    if (error) refused.push({ ...described, error });
    else {
      planned.push({
        ...{ ...described, titles, documents, attachments, source, isDescribed: problem.format !== 'plain' },
        primaryLanguage: unnamed ? undefined : primaryLanguage,
      });
    }
  }
  return { problems: planned, refused };
}

/** A package that cannot be read, so that only its place is known. */
export const unreadable = (place: string, { code, message }: PackageError): RefusedProblem => ({
  place,
  error: { code, message },
  externalId: undefined,
  title: undefined,
  withoutPdf: [],
  leftOut: [],
});

/** The only PDF of a folder, without a language in its name, such as `42/description.pdf`. */
function unnamedPdf(
  { format, code, documents, leftOut }: Problem,
  { files }: FileSource,
): (PlannedPdf & { readonly language: undefined }) | undefined {
  const [only, ...others] = leftOut.filter(({ code }) => code === 'language-unknown');
  if (format !== 'plain' || documents.length > 0 || others.length > 0) return undefined;
  const file = files.find(({ path }) => path === only?.path);
  return file && { ...file, language: undefined, fileName: readersName(file.path, code) };
}

/** In NFC: macOS may give the same file name in NFD, which would be another id. */
const externalIdOf = ({ code }: Problem, prefix: string) => (prefix + code).normalize('NFC');

const placeOf = (path: string, folder: string) =>
  folder === '' ? path : `${path.replace(/[/\\]+$/, '')}/${folder}`;

/** Names listed in a message. */
const maxNamed = 3;

function someOf(names: ReadonlyArray<string>): string {
  const named = names.slice(0, maxNamed).join(', ');
  return names.length > maxNamed ? `${named} and ${names.length - maxNamed} more` : named;
}

function refusalOf(
  { withoutPdf, leftOut }: Problem,
  documents: ReadonlyArray<PlannedPdf>,
  externalId: string,
  others: ReadonlyArray<string>,
): RefusedProblem['error'] | undefined {
  if (externalId.length > maxExternalIdLength || toLine(externalId) === undefined) {
    const message = `Its external id must have 1 to ${maxExternalIdLength} characters, and no control characters. Rename it.`;
    return { code: 'external-id-invalid', message };
  }
  if (others.length > 0) {
    const message = `It has the same external id as ${someOf(others)}. Rename one, or push them with another --prefix or --id-from.`;
    return { code: 'external-id-ambiguous', message };
  }
  if (documents.length > 0) return undefined;
  const kinds = [...new Set(withoutPdf.map(({ kind }) => kind))];
  const beside = leftOut.filter(({ code }) => code === 'beside-package').map(({ path }) => path);
  if (beside.length > 0) {
    const there = kinds.length > 0 ? `Its statement is only ${kinds.join(' and ')}` : 'It has no statement';
    const message = `${there}. Move the PDF next to the package to where its format expects statements: ${someOf(beside)}.`;
    return { code: 'no-pdf', message };
  }
  if (kinds.length > 0) {
    return { code: 'no-pdf', message: `Its statement is only ${kinds.join(' and ')}. Make the PDF first.` };
  }
  return leftOut.some(({ path }) => /\.pdf$/i.test(path))
    ? {
        code: 'no-pdf',
        message: 'The language of its PDF is unknown. Put a language tag such as "en" in its name.',
      }
    : { code: 'no-pdf', message: 'It has no statement. Add a PDF.' };
}
