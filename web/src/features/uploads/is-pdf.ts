import { hasPdfHeader, headerBytes } from 'lectern-problems/pdf-header';

/** Whether a file begins as a PDF does. @throws when it cannot be read */
export const isPdf = async (file: Blob): Promise<boolean> =>
  hasPdfHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
