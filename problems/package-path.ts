import { PackageError } from './package-error.ts';

/**
 * A path within a package, with `/` between its names: `statement/problem.en.pdf`. Zips of Windows have backslashes.
 * @throws PackageError `path-refused` for what would lead out of the package: an absolute path, a drive, `..`; and for
 * empty names, `.` and NUL
 */
export function parsePackagePath(raw: string): string {
  const path = raw.replaceAll('\\', '/');
  const names = path.split('/');
  const isBad = path.includes('\0') || /^[A-Za-z]:/.test(path) || names.some((name) => isNoName(name));
  if (isBad) {
    throw new PackageError('path-refused', `"${raw}" is a path outside the package, so nothing was read.`);
  }
  return path;
}

const isNoName = (name: string) => name === '' || name === '.' || name === '..';
