import { parse } from 'yaml';
import type { FileSource, SourceFile } from './file-source.ts';
import { invisible, toLine } from './line.ts';
import { PackageError } from './package-error.ts';
import type { PackageLimits } from './package-limits.ts';

/** Reads the files of a source that describe problems, which are small and text. */
export interface MetadataReader {
  /** @throws PackageError `metadata-invalid` when it is large or not UTF-8 */
  text(file: SourceFile): Promise<string>;
  /**
   * TeX in UTF-8, or else in the encoding that its `inputenc` names, without one that of old Polish statements: ISO 8859-2.
   * @throws PackageError `metadata-invalid` when it is large
   */
  tex(file: SourceFile): Promise<string>;
  /** The map that a YAML file is. @throws PackageError `metadata-invalid`, also when it is something else */
  yaml(file: SourceFile): Promise<YamlMap>;
}

/** Scalars are strings as they are written, so a problem called `1e3` or `no` stays that. */
export type YamlMap = ReadonlyMap<string, unknown>;

export function createMetadataReader(
  source: Pick<FileSource, 'read'>,
  { maxMetadataBytes, maxYamlBytes }: Pick<PackageLimits, 'maxMetadataBytes' | 'maxYamlBytes'>,
): MetadataReader {
  const bytesUpTo = (maxBytes: number, { path, size }: SourceFile) => {
    if (size > maxBytes) throw invalid(path, `has more than ${maxBytes} bytes`);
    return source.read(path);
  };
  const textUpTo = async (maxBytes: number, file: SourceFile) => {
    const text = inUtf8(await bytesUpTo(maxBytes, file));
    if (text === undefined) throw invalid(file.path, 'is not in UTF-8');
    return text;
  };
  return {
    text: (file) => textUpTo(maxMetadataBytes, file),
    async tex(file) {
      const bytes = await bytesUpTo(maxMetadataBytes, file);
      return inUtf8(bytes) ?? inOldEncoding(bytes);
    },
    yaml: async (file) => toMap(file.path, await textUpTo(maxYamlBytes, file)),
  };
}

function inUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By the names of LaTeX's `inputenc`, as https://encoding.spec.whatwg.org/#names-and-labels calls them. */
const encodings: Readonly<Record<string, string>> = {
  latin1: 'iso-8859-1',
  latin2: 'iso-8859-2',
  latin9: 'iso-8859-15',
  cp1250: 'windows-1250',
  cp1252: 'windows-1252',
};

function inOldEncoding(bytes: Uint8Array): string {
  const text = new TextDecoder('iso-8859-2').decode(bytes);
  const [, name = ''] = /^[^%\n]*\\usepackage\[(\w+)\]\{inputenc\}/m.exec(text) ?? [];
  const encoding = encodings[name];
  return encoding === undefined ? text : new TextDecoder(encoding).decode(bytes);
}

/** Aliases are few, so that a small file cannot become a large value ("billion laughs"). */
const yamlOptions = { schema: 'failsafe', mapAsMap: true, maxAliasCount: 20, logLevel: 'error' } as const;

function toMap(path: string, text: string): YamlMap {
  let value: unknown;
  try {
    value = parse(text, yamlOptions);
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n', 1);
    throw invalid(path, `is not YAML: ${why}`); // a RangeError too, of what is nested without end
  }
  if (value === null || value === '') return new Map();
  if (!(value instanceof Map)) throw invalid(path, 'is not a map of keys to values');
  return value;
}

export const invalid = (path: string, why: string) =>
  new PackageError('metadata-invalid', `"${path}" ${why}.`);

const invisibles = new RegExp(invisible, 'gu');

/** A title or code on one line, without invisible characters; undefined for what is none. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? toLine(value.replace(/\s+/g, ' ').replace(invisibles, '')) : undefined;
}

/**
 * What a TeX command of one argument names, such as `\title{…}`, when that is plain text. The first one counts that is
 * not in a comment, as in OIOIOI.
 */
export function texArgument(tex: string, command: string): string | undefined {
  const [, argument] = new RegExp(`^[^%\\n]*\\\\${command}\\{([^{}\\\\$]+)\\}`, 'm').exec(tex) ?? [];
  return toText(argument?.replaceAll('~', ' '));
}
