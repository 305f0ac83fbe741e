import { contentDispositionParameter } from './content-disposition.ts';
import { createHeaderWriter, type ResponseHeader } from './response-headers.ts';
import { encodedText } from './signed-url-form.ts';
import type { DownloadRequest } from './signer.ts';

const optional = { optional: encodedText };

/** The parameters of S3 and Google Cloud Storage that set response headers, sorted by name. */
export const responseShapes = {
  'response-cache-control': optional,
  'response-content-disposition': optional,
  'response-content-encoding': optional,
  'response-content-language': optional,
  'response-content-type': optional,
  'response-expires': optional,
};

/** The parameters of all headers but Content-Disposition. */
export const responseParameterNames = {
  cacheControl: 'response-cache-control',
  contentEncoding: 'response-content-encoding',
  contentLanguage: 'response-content-language',
  contentType: 'response-content-type',
  expires: 'response-expires',
} as const satisfies Record<ResponseHeader, string>;

/**
 * Writes these parameters for a download, each as `&name=value`. The function throws `file-name-invalid`, `header-invalid`, and
 * `not-supported` for headers that the provider cannot set.
 */
export function createResponseParameters(
  names: Parameters<typeof createHeaderWriter>[0],
): (request: DownloadRequest, lifetimeSeconds: number) => string {
  const write = createHeaderWriter(names);

  return (request, lifetimeSeconds) => {
    const { before, after } = write(request.responseHeaders, lifetimeSeconds);
    const disposition = contentDispositionParameter(request);
    if (disposition === '') return before + after;
    return `${before}&response-content-disposition=${disposition}${after}`;
  };
}
