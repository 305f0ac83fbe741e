const pdf = { name: 'application/pdf', encoded: 'application%2Fpdf' } as const;
/** What only a key opens tells nothing of itself. */
const sealed = { name: 'application/octet-stream', encoded: 'application%2Foctet-stream' } as const;

const typeOf = (objectKey: string) => (objectKey.endsWith('.sealed') ? sealed : pdf);

/** The media type that an object is delivered as: a PDF, unless its key ends in `.sealed`. */
export const mediaType = (objectKey: string): string => typeOf(objectKey).name;

/** The same, percent-encoded as the value of a query parameter. */
export const mediaTypeParameter = (objectKey: string): string => typeOf(objectKey).encoded;

/** The form of such a value. */
export const encodedMediaType = /^application%2F(?:pdf|octet-stream)$/;
