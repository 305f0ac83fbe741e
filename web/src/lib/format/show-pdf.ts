import { LecternApiError } from 'lectern-client';
import { openBlob, saveBlob } from './save-blob.ts';

/**
 * Loads a PDF, or a file of another media type, from its signed URL and opens it in a new tab. Browsers block new tabs long after a click: then it is saved instead.
 * @throws LecternApiError
 */
export async function showPdf(url: string, fileName: string, type?: string): Promise<void> {
  const blob = await readPdf(url, type);
  if (navigator.userActivation.isActive) openBlob(blob);
  else saveBlob(blob, fileName);
}

/** @throws LecternApiError */
export async function readPdf(url: string, type = 'application/pdf'): Promise<Blob> {
  try {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`The storage replied with status ${reply.status}.`);
    return new Blob([await reply.arrayBuffer()], { type });
  } catch (cause) {
    throw new LecternApiError('network', 'The file could not be read.', { cause });
  }
}
