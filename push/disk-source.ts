import { openAsBlob } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import {
  type FileSource,
  type LeftOut,
  openArchive,
  openInnerArchives,
  PackageError,
  type PackageLimits,
  packageLimits,
  type SourceFile,
} from 'lectern-problems';

/**
 * Opens a folder with the archives in it, or any other file as an archive.
 * @throws PackageError as `openArchive`, and for too many files; errors of the system
 */
export async function openPath(path: string, limits: PackageLimits = packageLimits): Promise<FileSource> {
  const absolute = resolve(path);
  if ((await stat(absolute)).isDirectory()) return openFolder(absolute, limits);
  return openArchive(await openAsBlob(absolute), basename(absolute), limits);
}

/** Folders of version control and packages, which contain no problems. */
const passedOver = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** The next folder that has both. @param target the absolute path that a link leads to */
function linksOut(folder: string, target: string): string {
  const parts = folder.split(sep);
  const differing = parts.findIndex((part, at) => part !== target.split(sep)[at]);
  const shared = parts.slice(0, differing === -1 ? parts.length : differing).join(sep);
  return `is a link out of the folder (use ${shared === '' ? 'one that also has its target' : `"${shared}", which also has its target`})`;
}

/** Follows links to files in the same folder, as the ICPC format allows. Other links, and folders behind links, are left out. */
async function openFolder(root: string, limits: PackageLimits): Promise<FileSource> {
  const found = new Map<string, SourceFile & { readonly place: string }>();
  const leftOut: Array<LeftOut> = [];
  const realRoot = await realpath(root);

  const add = async (path: string, place: string) => {
    const { size } = await stat(place);
    found.set(path, { path, size, place });
    if (found.size > limits.maxFiles) throw tooMany(root, limits);
  };
  const addLink = async (path: string, place: string) => {
    const target = await realpath(place).catch(() => undefined);
    const isInside = target?.startsWith(realRoot + sep) ?? false;
    if (target === undefined) leftOut.push({ path, code: 'link', why: 'is a link to nothing' });
    else if (!isInside) leftOut.push({ path, code: 'link', why: linksOut(realRoot, target) });
    else if ((await stat(target)).isFile()) await add(path, target);
    else leftOut.push({ path, code: 'link', why: 'is a link to a folder' });
  };

  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(join(realRoot, folder), { withFileTypes: true, encoding: 'buffer' })) {
      const name = toName(entry.name);
      const path = folder === '' ? name.text : `${folder}/${name.text}`;
      const place = join(realRoot, path);
      if (passedOver.has(name.text)) continue;
      if (!name.isText || name.text.includes('\\'))
        leftOut.push({ path, code: 'name-not-text', why: 'has a name that is not text' });
      else if (entry.isDirectory()) {
        if (path.split('/').length > limits.maxDepth) throw tooMany(place, limits);
        waiting.push(path);
      } else if (entry.isFile()) await add(path, place);
      else if (entry.isSymbolicLink()) await addLink(path, place);
      else leftOut.push({ path, code: 'not-a-file', why: 'is neither a file nor a folder' });
    }
  }
  const placeOf = (path: string) => {
    const file = found.get(path);
    if (file) return file.place;
    throw new PackageError('file-unreadable', `"${path}" is not in the folder.`);
  };
  const folder: FileSource = {
    name: basename(root),
    leftOut,
    archives: new Set(),
    files: [...found.values()].map(({ path, size }) => ({ path, size })),
    async read(path) {
      const place = placeOf(path);
      return readBounded(place, relative(realRoot, place), limits);
    },
  };
  return openInnerArchives(folder, (path) => openAsBlob(placeOf(path)), limits);
}

/** A name that is not UTF-8 cannot be passed on. */
function toName(bytes: Buffer): { readonly text: string; readonly isText: boolean } {
  const text = bytes.toString('utf8');
  return { text, isText: Buffer.from(text).equals(bytes) };
}

/** Checks the size again, because the file may have grown since it was listed. */
async function readBounded(
  place: string,
  name: string,
  { maxFileBytes }: PackageLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const file = await open(place);
    try {
      const { size } = await file.stat();
      if (size > maxFileBytes) {
        throw new PackageError('too-large', `"${name}" has more than ${maxFileBytes} bytes.`);
      }
      return new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof PackageError) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new PackageError('file-unreadable', `"${name}" cannot be read: ${why}.`, { cause });
  }
}

const tooMany = (place: string, { maxFiles, maxDepth }: PackageLimits) =>
  new PackageError(
    'too-many-files',
    `${place} has more than ${maxFiles} files, or more than ${maxDepth} folders within each other.`,
  );
