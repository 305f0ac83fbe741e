export { openArchive } from './archive.ts';
export { isArchive } from './archive-name.ts';
export type { FileSource, SourceFile } from './file-source.ts';
export { type BrokenPackage, type FoundProblems, findProblems } from './find-problems.ts';
export type { ReadOptions } from './formats/package-format.ts';
export { openInnerArchives } from './inner-archives.ts';
export { toLanguage } from './language.ts';
export { PackageError, type PackageErrorCode } from './package-error.ts';
export { type PackageLimits, packageLimits } from './package-limits.ts';
export type {
  FormatName,
  LeftOut,
  LeftOutCode,
  PackageAttachment,
  Problem,
  SourceKind,
  StatementPdf,
  StatementSource,
} from './problem.ts';
export { kindOf, readersName } from './statements.ts';
export { type TaskFields, taskFieldsOf } from './task-fields.ts';
export { zipFile } from './zip-file.ts';
export { openZip } from './zip-source.ts';
