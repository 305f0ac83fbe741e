import { archiveName, isTar } from './archive-name.ts';
import type { FileSource } from './file-source.ts';
import { type PackageLimits, packageLimits } from './package-limits.ts';
import { openTar } from './tar-source.ts';
import { openZip } from './zip-source.ts';

/**
 * A tar with gzip if its name ends like one, and otherwise a zip.
 * @param blob a `File` of a browser, or what `openAsBlob` of Node returns
 * @throws PackageError as `openTar` and `openZip`
 */
export function openArchive(
  blob: Blob,
  fileName: string,
  limits: PackageLimits = packageLimits,
): Promise<FileSource> {
  const open = isTar(fileName) ? openTar : openZip;
  return open(blob, archiveName(fileName), limits);
}
