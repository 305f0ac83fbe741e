import { hasPdfHeader, headerBytes } from 'lectern-problems/pdf-header';

/** Whether a file starts like a PDF. @throws if it can't be read */
export const isPdf = async (file: Blob): Promise<boolean> =>
  hasPdfHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
