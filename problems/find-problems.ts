import { isAttachable } from './attachable-types.ts';
import type { FileSource, SourceFile } from './file-source.ts';
import { baseName, type Folder, toFolders } from './folder.ts';
import { cms } from './formats/cms.ts';
import { domjudge } from './formats/domjudge.ts';
import { icpc } from './formats/icpc.ts';
import type { FoundProblem, PackageFormat, ReadOptions } from './formats/package-format.ts';
import { readPlainFolder } from './formats/plain.ts';
import { polygon } from './formats/polygon.ts';
import { sinol } from './formats/sinol.ts';
import { createMetadataReader } from './metadata.ts';
import { PackageError } from './package-error.ts';
import { type PackageLimits, packageLimits } from './package-limits.ts';
import type { LeftOut, PackageAttachment, Problem } from './problem.ts';

/** The first that recognizes a folder reads it: DOMjudge's packages are ICPC's too. */
const formats: ReadonlyArray<PackageFormat> = [polygon, domjudge, icpc, cms, sinol];

export interface FoundProblems {
  readonly problems: ReadonlyArray<Problem>;
  /** Packages that cannot be read. The others are found all the same. */
  readonly broken: ReadonlyArray<BrokenPackage>;
}

/** A package, a folder of PDFs, or an archive in a folder. */
export interface BrokenPackage {
  readonly folder: string;
  readonly error: PackageError;
}

/**
 * All problems of a folder or archive, in the order of their paths. Packages may lie at any depth, as in the repository of a
 * contest. Where there is none, every folder counts as one of plain PDFs: next to packages a PDF may be anything.
 * @throws PackageError `path-ambiguous`, `too-many-files`
 */
export async function findProblems(
  source: FileSource,
  options: ReadOptions & { readonly limits?: PackageLimits } = {},
): Promise<FoundProblems> {
  const { limits = packageLimits } = options;
  const root = toFolders(source, limits);
  const packages = [...packagesIn(root)];
  const metadata = createMetadataReader(source, limits);
  const problems: Array<Problem> = [];
  const broken = (source.broken ?? []).map(({ path, error }): BrokenPackage => ({ folder: path, error }));
  const add = async (folder: Folder, read: () => Promise<ReadonlyArray<FoundProblem>>) => {
    try {
      problems.push(...(await read()).map(withAttachments));
    } catch (error) {
      if (!(error instanceof PackageError)) throw error;
      broken.push({ folder: folder.path, error });
    }
  };
  for (const { folder, format } of packages) {
    const read = async () => {
      const problem = withPdfsBeside(folder, await format.read(folder, metadata, options));
      return [{ ...problem, code: codeOf(folder, problem, options) }];
    };
    await add(folder, read);
  }
  if (packages.length > 0) return { problems, broken };
  for (const folder of everyFolder(root)) await add(folder, async () => readPlainFolder(folder, options));
  return { problems, broken };
}

function codeOf(folder: Folder, { code }: FoundProblem, { idFrom }: ReadOptions): string {
  if (idFrom === 'folder') return folder.name;
  if (idFrom !== 'file') return code;
  let holder: Folder | undefined = folder;
  while (holder && !holder.isArchive) holder = holder.parent;
  return holder?.name ?? code;
}

interface FoundPackage {
  readonly folder: Folder;
  readonly format: PackageFormat;
}

function* packagesIn(folder: Folder): Generator<FoundPackage> {
  const format = formatOf(folder);
  if (format) yield { folder, format };
  else for (const child of folder.folders.values()) yield* packagesIn(child);
}

const formatOf = (folder: Folder) => formats.find(({ recognizes }) => recognizes(folder));

/** The files that lie in no package. */
export function* filesBesidePackages(folder: Folder): Generator<SourceFile> {
  if (formatOf(folder)) return;
  yield* folder.files.values();
  for (const child of folder.folders.values()) yield* filesBesidePackages(child);
}

/** Some tools write the PDF next to the package that it is made of. It is not taken, as nothing says its language. */
function withPdfsBeside({ name, parent }: Folder, problem: FoundProblem): FoundProblem {
  if (problem.documents.length > 0) return problem;
  const isBeside = (path: string) =>
    [name, problem.code].some(
      (stem) =>
        baseName(path).startsWith(stem) && /^([-_.][\w-]+)?\.pdf$/i.test(baseName(path).slice(stem.length)),
    );
  const beside = [...(parent?.files.values() ?? [])].filter(({ path }) => isBeside(path));
  const why = 'lies beside the package';
  const leftOut = beside.map(({ path }) => ({ path, code: 'beside-package' as const, why }));
  return { ...problem, leftOut: [...problem.leftOut, ...leftOut] };
}

/** Chooses the attachments among the files that the package gives to participants. */
function withAttachments({ forParticipants, ...problem }: FoundProblem): Problem {
  const attachments: Array<PackageAttachment> = [];
  const leftOut: Array<LeftOut> = [];
  for (const { path, size } of forParticipants) {
    const fileName = baseName(path);
    if (fileName.startsWith('.')) continue; // such as .gitkeep
    const first = attachments.find((attachment) => attachment.fileName === fileName);
    if (first?.path === path) continue;
    if (first !== undefined) {
      leftOut.push({
        path,
        code: 'attachment-taken',
        why: `is left out for ${first.path}, of the same name`,
      });
    } else if (isAttachable(fileName)) attachments.push({ fileName, path, size });
    else leftOut.push({ path, code: 'not-attachable', why: 'cannot be attached, but a zip of it can' });
  }
  return { ...problem, attachments, leftOut: [...problem.leftOut, ...leftOut] };
}

function* everyFolder(folder: Folder): Generator<Folder> {
  yield folder;
  for (const child of folder.folders.values()) yield* everyFolder(child);
}
