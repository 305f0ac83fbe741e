import { findProblems, PackageError, type Problem, taskFieldsOf, zipFile } from 'lectern-problems';
import { isPdf } from '../uploads/is-pdf.ts';
import type { PdfChecker, PdfFault } from '../uploads/pdf-faults.ts';
import { soundsLikeEditorial } from '../uploads/sounds-like-editorial.ts';
import {
  comparableTitle,
  type Draft,
  type DraftAttachment,
  type DraftDocument,
  type ImportPreview,
  type ImportRefusal,
  maxProblems,
  type Remark,
} from './import-draft.ts';
import { joinPdfs, kindOfFile, type Opened, openArchiveFile } from './open-dropped.ts';
import { type DroppedFolder, openFolder } from './open-folder.ts';

export interface ReadDropOptions {
  /** The largest PDF and attachment that the server accepts, in bytes. Default: any. */
  readonly maxPdfBytes?: number | undefined;
  readonly maxAttachmentBytes?: number | undefined;
  /** Checks that a PDF opens, and reads its title; without it only the first bytes are checked. */
  readonly check?: PdfChecker['check'];
  readonly signal?: AbortSignal;
}

/**
 * Finds the tasks in dropped files and folders, and what can't be imported. Every PDF of an archive is unpacked once to check that it
 * opens, and then discarded.
 * @throws the signal's reason
 */
export async function readDrop(
  dropped: ReadonlyArray<File | DroppedFolder>,
  options: ReadDropOptions = {},
): Promise<ImportPreview> {
  const found: Array<Found> = [];
  const refusals: Array<ImportRefusal> = [];
  const refuse = (place: string, remarks: ReadonlyArray<Remark>) =>
    void refusals.push({ id: crypto.randomUUID(), place, remarks });

  const files = dropped.filter((each) => each instanceof File);
  const kinds = await Promise.all(files.map(kindOfFile));
  const pdfs = files.filter((_, index) => kinds[index] === 'pdf');
  if (pdfs.length > 0) await read(joinPdfs(pdfs));
  for (const [index, file] of files.entries()) {
    const kind = kinds[index];
    if (kind === 'source' || kind === 'not-taken') refuse(file.name, [{ code: kind }]);
    if (kind === 'archive') await readIfSound(file.name, () => openArchiveFile(file));
  }
  for (const folder of dropped.filter((each): each is DroppedFolder => !(each instanceof File))) {
    await readIfSound(folder.name, () => openFolder(folder, options.signal));
  }
  const shared = sharedTitles(found);
  return { drafts: found.map((each) => toDraft(each, shared)), refusals };

  async function readIfSound(name: string, open: () => Promise<Opened>): Promise<void> {
    try {
      await read(await open());
    } catch (error) {
      refuse(name, [asRemark(error)]);
    }
  }

  async function read(opened: Opened): Promise<void> {
    const { name, source } = opened;
    const placeOf = (path: string) => [name, path].filter((part) => part !== '').join('/');
    // PDFs dropped together have no folder name to take an id from.
    const { problems, broken } = await findProblems(source, name === '' ? { idFrom: 'file' } : {});
    if (problems.length > maxProblems) return refuse(name, [{ code: 'too-many-problems' }]);
    for (const problem of withEditorials(problems, source)) {
      const { documents, attachments, remarks } = await takeFiles(problem, opened, options);
      const place = placeOf(placeIn(problem));
      if (documents.length > 0) found.push({ problem, place, documents, attachments, remarks });
      else refuse(place, remarks.length > 0 ? remarks : [{ code: 'no-statement' }]);
    }
    for (const { folder, error } of broken) refuse(placeOf(folder), [asRemark(error)]);
    for (const { path, code } of source.leftOut) {
      if (/\.pdf$/i.test(path)) refuse(placeOf(path), [{ code, path }]);
    }
    if (problems.length + broken.length > 0) return;
    const places = name === '' ? source.files.map(({ path }) => path) : [name];
    for (const place of places) refuse(place, [{ code: 'no-problem' }]);
  }
}

/** A problem with PDFs. */
interface Found extends Pick<Draft, 'place' | 'documents' | 'attachments' | 'remarks'> {
  readonly problem: Problem;
}

/** Titles in the PDFs of several problems, such as the contest's or a template's. */
function sharedTitles(found: ReadonlyArray<Found>): ReadonlySet<string> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const { documents } of found) {
    const own = new Set(
      documents.flatMap(({ title }) => (title === undefined ? [] : comparableTitle(title))),
    );
    for (const title of own) (seen.has(title) ? shared : seen).add(title);
  }
  return shared;
}

function toDraft(
  { problem, place, attachments, remarks, ...found }: Found,
  shared: ReadonlySet<string>,
): Draft {
  const documents = found.documents.map(({ title, ...document }) => ({
    ...document,
    title: title && shared.has(comparableTitle(title)) ? undefined : title,
  }));
  const named = documents.flatMap(({ language, fileName, path, size }) =>
    language === undefined ? [] : [{ language, fileName, path, size }],
  );
  const { title, titles = {}, primaryLanguage } = taskFieldsOf({ ...problem, documents: named });
  const main = named.length > 0 ? primaryLanguage : undefined;
  const own = documents.find(({ language }) => language === main)?.title;
  const isTitled = problem.title !== undefined || Object.keys(problem.titles).length > 0;
  return {
    id: crypto.randomUUID(),
    place,
    titles,
    documents,
    attachments,
    remarks,
    title: isTitled ? title : (own ?? title),
    primaryLanguage: main,
  };
}

async function takeFiles(
  problem: Problem,
  { source, open }: Opened,
  options: ReadDropOptions,
): Promise<Pick<Draft, 'documents' | 'attachments' | 'remarks'>> {
  const { maxPdfBytes = Infinity, maxAttachmentBytes = Infinity, check, signal } = options;
  const documents: Array<DraftDocument> = [];
  const remarks: Array<Remark> = problem.withoutPdf.map(({ kind, language }) => ({
    code: 'only-source',
    kind,
    language,
  }));
  // For plain files, the page asks for a language that the name lacks.
  const { format, leftOut } = problem;
  const isAsked = ({ code }: (typeof leftOut)[number]) => format === 'plain' && code === 'language-unknown';
  const asked = leftOut.filter(isAsked).map(({ path }) => ({
    language: undefined,
    path,
    fileName: fileNameIn(path),
    size: source.files.find((file) => file.path === path)?.size ?? 0,
  }));
  for (const document of [...problem.documents, ...asked]) {
    signal?.throwIfAborted();
    const { path, size } = document;
    if (size > maxPdfBytes) {
      remarks.push({ code: 'file-too-large', path, maxBytes: maxPdfBytes });
      continue;
    }
    const { fault, title, thumbnail } = await lookInto(() => open(path), check);
    if (fault) remarks.push({ code: fault, path });
    else documents.push({ ...document, title, thumbnail, open: () => open(path) });
  }
  const unfit = leftOut.filter(({ code }) => code === 'not-attachable').map(({ path }) => path);
  remarks.push(
    ...leftOut
      .filter((each) => !isAsked(each) && !unfit.includes(each.path))
      .map(({ path, code }) => ({ path, code })),
  );
  const attachments: Array<DraftAttachment> = [];
  for (const file of [...problem.attachments, ...editorialsOf(problem, source)]) {
    if (file.size > maxAttachmentBytes) refuse(file.path);
    else attachments.push({ ...file, kind: kindOfAttachment(file.path), open: () => open(file.path) });
  }
  for (const path of unfit) {
    const name = fileNameIn(path);
    const fileName = `${name}.zip`;
    const zip = await source.read(path).then(
      (bytes) => zipFile(name, bytes),
      () => undefined,
    );
    if (!zip) remarks.push({ code: 'pdf-not-read', path });
    else if (attachments.some((each) => each.fileName === fileName))
      remarks.push({ code: 'attachment-taken', path });
    else if (zip.size > maxAttachmentBytes) refuse(path);
    else
      attachments.push({
        ...{ fileName, path, size: zip.size, kind: kindOfAttachment(path), open: async () => zip },
      });
  }

  function refuse(path: string): void {
    remarks.push({ code: 'file-too-large', path, maxBytes: maxAttachmentBytes });
  }
  return { documents, attachments, remarks };
}

/** Where ICPC packages explain how to solve the problem. */
const solutionFolder = 'solution/';

function editorialsOf({ format, folder }: Problem, { files }: Opened['source']) {
  const start = `${folder === '' ? '' : `${folder}/`}${solutionFolder}`;
  const isEditorial = (path: string) =>
    path.startsWith(start) && /^[^/]+\.pdf$/i.test(path.slice(start.length));
  return (format === 'icpc' ? files : [])
    .filter(({ path }) => isEditorial(path))
    .map(({ path, size }) => ({ path, size, fileName: path.slice(start.length) }));
}

/** A plain `sums.solution.pdf` belongs to `sums`, if that is there, as in packages. */
function withEditorials(
  problems: ReadonlyArray<Problem>,
  { files }: Opened['source'],
): ReadonlyArray<Problem> {
  const ownerOf = ({ format, folder, code }: Problem) => {
    const [, name, rest = ''] = /^(.+?)[._-]([^._-]+)$/.exec(code) ?? [];
    if (format !== 'plain' || !soundsLikeEditorial.test(rest)) return undefined;
    return problems.find((each) => each.format === format && each.folder === folder && each.code === name);
  };
  const editorials = Map.groupBy(problems, ownerOf);
  return (editorials.get(undefined) ?? []).map((problem) => {
    const own = editorials.get(problem) ?? [];
    const paths = new Set(
      own.flatMap((each) => [...each.documents, ...each.leftOut].map(({ path }) => path)),
    );
    const found = files.filter(({ path }) => paths.has(path));
    const attached = found.map((file) => ({ ...file, fileName: fileNameIn(file.path) }));
    return { ...problem, attachments: [...problem.attachments, ...attached] };
  });
}

const fileNameIn = (path: string) => path.slice(path.lastIndexOf('/') + 1);

const kindOfAttachment = (path: string) => (soundsLikeEditorial.test(path) ? 'editorial' : 'attachment');

interface Looked {
  readonly fault?: 'not-a-pdf' | 'pdf-not-read' | PdfFault | undefined;
  readonly title?: string | undefined;
  readonly thumbnail?: string | undefined;
}

async function lookInto(
  open: () => Promise<Blob>,
  check: PdfChecker['check'] = async () => ({}),
): Promise<Looked> {
  try {
    const pdf = await open();
    return (await isPdf(pdf)) ? await check(pdf) : { fault: 'not-a-pdf' };
  } catch {
    return { fault: 'pdf-not-read' };
  }
}

/** In package formats a folder is one problem; plain files are one each. */
const placeIn = ({ format, folder, code }: Problem) =>
  format !== 'plain' ? folder : folder === '' ? code : `${folder}/${code}`;

function asRemark(error: unknown): Remark {
  if (!(error instanceof PackageError)) throw error;
  return { code: error.code, detail: error.message };
}
