/** Types of stored files, by the ending of their names and of their object keys. */
const fileTypes = {
  pdf: { mediaType: 'application/pdf', isShown: true },
  png: { mediaType: 'image/png', isShown: true },
  jpg: { mediaType: 'image/jpeg', isShown: true },
  jpeg: { mediaType: 'image/jpeg', isShown: true },
  svg: { mediaType: 'image/svg+xml', isShown: false },
  txt: { mediaType: 'text/plain; charset=utf-8', isShown: false },
  csv: { mediaType: 'text/csv; charset=utf-8', isShown: false },
  zip: { mediaType: 'application/zip', isShown: false },
  /** An encrypted envelope, whose type reveals nothing about the content. */
  sealed: { mediaType: 'application/octet-stream', isShown: false },
} as const satisfies Record<string, { readonly mediaType: string; readonly isShown: boolean }>;

export type FileEnding = keyof typeof fileTypes;

const endings = new Map(Object.keys(fileTypes).map((ending) => [ending, ending as FileEnding]));

/** The ending of a file name, in any case; undefined for a type that is not stored. */
export const endingOfName = (fileName: string): FileEnding | undefined =>
  endings.get(/\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '');

/** The ending of an object key, in lower case; keys without a known one belong to PDFs. */
export function endingOfKey(objectKey: string): FileEnding {
  // Every request asks for it several times, and nearly all files are PDFs.
  if (objectKey.endsWith('.pdf')) return 'pdf';
  return endings.get(objectKey.slice(objectKey.lastIndexOf('.') + 1)) ?? 'pdf';
}

/** The media type for delivery. */
export const mediaType = (objectKey: string): string => fileTypes[endingOfKey(objectKey)].mediaType;

/** All media types. */
export const mediaTypes: ReadonlyArray<string> = Object.values(fileTypes).map((type) => type.mediaType);

/** Whether browsers may show the object. They must save the others: an SVG runs scripts, and a browser may guess that a text is a page. */
export const mayBeShown = (objectKey: string): boolean => fileTypes[endingOfKey(objectKey)].isShown;
