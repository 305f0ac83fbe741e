import { PackageError, type PackageErrorCode } from './package-error.ts';
import type { PackageLimits } from './package-limits.ts';

/**
 * @param total bytes that it unpacks to, or has so far
 * @param packed bytes of the archive
 * @throws PackageError `too-large`, `archive-bomb`
 */
export function assertTotal(total: number, packed: number, limits: PackageLimits): void {
  if (total > limits.maxTotalBytes) {
    throw new PackageError(
      'too-large',
      `The archive unpacks to more than ${limits.maxTotalBytes} bytes. Split it.`,
    );
  }
  if (isBomb(total, packed, limits)) throw bomb('The archive');
}

/** @throws PackageError `too-large` */
export function assertFileSize(path: string, size: number, { maxFileBytes }: PackageLimits): void {
  if (size > maxFileBytes)
    throw new PackageError('too-large', `"${path}" has more than ${maxFileBytes} bytes.`);
}

export const isBomb = (size: number, packed: number, { maxRatio, ratioCountsFromBytes }: PackageLimits) =>
  size >= ratioCountsFromBytes && size > packed * maxRatio;

export const bomb = (what: string) =>
  new PackageError(
    'archive-bomb',
    `${what} expands far more than real packages do, so it was not read. Pack it again.`,
  );

export const tooMany = ({ maxFiles }: PackageLimits) =>
  new PackageError('too-many-files', `The archive has more than ${maxFiles} files. Split it.`);

export const listTooLong = () =>
  new PackageError('too-many-files', 'The list of files in the archive is too long. Split the archive.');

export const twice = (path: string) =>
  new PackageError('path-ambiguous', `"${path}" occurs twice. Remove one.`);

export const notThere = (path: string) =>
  new PackageError('file-unreadable', `"${path}" is not in the archive.`);

/** What a library or the system threw, as an error with a code. @param what half a sentence: `It cannot be read as a zip` */
export function asPackageError(
  error: unknown,
  what: string,
  code: PackageErrorCode = 'archive-unreadable',
): PackageError {
  if (error instanceof PackageError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new PackageError(code, `${what}: ${why.replace(/\.$/, '')}.`, { cause: error });
}
