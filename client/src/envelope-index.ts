import { EnvelopeError } from './envelope-error.ts';

/** The table of files at the beginning of an envelope. */
export interface EnvelopeIndex {
  readonly contestId: string;
  /** BCP 47: the language requested by the intended readers. A document without a version in this language is in another. */
  readonly language: string;
  readonly documents: ReadonlyArray<IndexedFile>;
  readonly attachments: ReadonlyArray<IndexedAttachment>;
}

export interface IndexedFile {
  readonly taskId: string;
  readonly versionId: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Bytes after the end of the index. */
  readonly offset: number;
}

export interface IndexedAttachment extends IndexedFile {
  readonly attachmentId: string;
}

const format = 'lectern-envelope-v1';

/**
 * @param bodySize bytes after the index; no file may exceed them
 * @throws EnvelopeError `index-invalid`
 */
export function parseIndex(bytes: Uint8Array, bodySize: number): EnvelopeIndex {
  const index = parseJson(bytes);
  const { contestId, language, documents, attachments = [] } = index;
  const isWhole =
    isText(contestId) && isText(language) && Array.isArray(documents) && Array.isArray(attachments);
  if (index['format'] !== format || !isWhole) throw invalid();
  return {
    contestId,
    language,
    documents: documents.map((each: unknown) => parseFile(toRecord(each), bodySize)),
    attachments: attachments.map((each: unknown) => {
      const { attachmentId, ...file } = toRecord(each);
      if (!isText(attachmentId)) throw invalid();
      return { ...parseFile(file, bodySize), attachmentId };
    }),
  };
}

function parseFile(value: Record<string, unknown>, bodySize: number): IndexedFile {
  const { taskId, versionId, fileName, size, sha256, offset } = value;
  const isNamed = isText(taskId) && isText(versionId) && isText(fileName);
  const isHashed = isText(sha256) && /^[0-9a-f]{64}$/.test(sha256);
  if (!isNamed || !isHashed || !isCount(size) || !isCount(offset)) throw invalid();
  if (offset + size > bodySize) throw invalid();
  return { taskId, versionId, fileName, size, sha256, offset };
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  try {
    return toRecord(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw invalid(cause);
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid();
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export const invalid = (cause?: unknown) =>
  new EnvelopeError('index-invalid', 'The table of files in the envelope is not valid.', cause);
