import { EnvelopeError } from './envelope-error.ts';

/** The table of documents at the beginning of an envelope. */
export interface EnvelopeIndex {
  readonly contestId: string;
  /** BCP 47: the language requested by the intended readers. A document without a version in this language is in another. */
  readonly language: string;
  readonly documents: ReadonlyArray<IndexedDocument>;
}

export interface IndexedDocument {
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

const format = 'lectern-envelope-v1';

/**
 * @param bodySize bytes after the index; no document may exceed them
 * @throws EnvelopeError `index-invalid`
 */
export function parseIndex(bytes: Uint8Array, bodySize: number): EnvelopeIndex {
  const index = parseJson(bytes);
  const { contestId, language, documents } = index;
  const isWhole = isText(contestId) && isText(language) && Array.isArray(documents);
  if (index['format'] !== format || !isWhole) throw invalid();
  return {
    contestId,
    language,
    documents: documents.map((each: unknown) => parseDocument(each, bodySize)),
  };
}

function parseDocument(value: unknown, bodySize: number): IndexedDocument {
  if (!isRecord(value)) throw invalid();
  const { taskId, versionId, fileName, size, sha256, offset } = value;
  const isNamed = isText(taskId) && isText(versionId) && isText(fileName);
  const isHashed = isText(sha256) && /^[0-9a-f]{64}$/.test(sha256);
  if (!isNamed || !isHashed || !isCount(size) || !isCount(offset)) throw invalid();
  if (offset + size > bodySize) throw invalid();
  return { taskId, versionId, fileName, size, sha256, offset };
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw invalid(cause);
  }
  throw invalid();
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export const invalid = (cause?: unknown) =>
  new EnvelopeError('index-invalid', 'The table of documents in the envelope is not valid.', cause);
