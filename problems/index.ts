export type { FileSource, SourceFile } from './file-source.ts';
export { type BrokenPackage, type FoundProblems, findProblems } from './find-problems.ts';
export { toLanguage } from './language.ts';
export { PackageError, type PackageErrorCode } from './package-error.ts';
export { type PackageLimits, packageLimits } from './package-limits.ts';
export type {
  FormatName,
  LeftOut,
  LeftOutCode,
  Problem,
  SourceKind,
  StatementPdf,
  StatementSource,
} from './problem.ts';
export { kindOf } from './statements.ts';
export { type TaskFields, taskFieldsOf } from './task-fields.ts';
export { openZip, zipName } from './zip-source.ts';
