import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type PackageFiles, writePackage } from './problem-packages.ts';

/** An entry of a tar; omitted values are those of an honest program. */
export interface RawTarEntry {
  readonly name: string | Uint8Array;
  readonly bytes?: Uint8Array | string;
  /** `0` is a file, `5` a folder, `1` and `2` are links, `x` and `g` extended headers, `L` a long name. */
  readonly type?: string;
  readonly declaredSize?: string;
  readonly checksum?: number;
}

/** A tar as POSIX describes it (ustar Interchange Format), without any check of its content, and without gzip. */
export function rawTar(entries: ReadonlyArray<RawTarEntry>): Buffer {
  const parts = entries.flatMap(({ name, bytes = '', type = '0', declaredSize, checksum }) => {
    const content = Buffer.from(bytes as string);
    const header = Buffer.alloc(512);
    Buffer.from(name as string).copy(header);
    header.write('0000644\0', 100);
    header.write(declaredSize ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    header.fill(' ', 148, 156);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    const sum = checksum ?? header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

export const rawTgz = (...entries: ReadonlyArray<RawTarEntry>) => new Uint8Array(gzipSync(rawTar(entries)));

/** The files of a package, packed by this machine's `tar`. */
export function tarPackage(files: PackageFiles, ...options: ReadonlyArray<string>): Uint8Array<ArrayBuffer> {
  return tarOf(writePackage(files), options);
}

/** The content of a folder, packed by this machine's `tar`. */
export function tarOf(
  folder: string,
  options: ReadonlyArray<string> = [],
  names: ReadonlyArray<string> = readdirSync(folder),
): Uint8Array<ArrayBuffer> {
  const from = ['--create', '--gzip', '--directory', folder, ...options, '--', ...names];
  return new Uint8Array(execFileSync('tar', from, { maxBuffer: 1e9 }));
}
