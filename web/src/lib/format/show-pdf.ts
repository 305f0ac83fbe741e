import { LecternApiError } from 'lectern-client';
import { openBlob, saveBlob } from './save-blob.ts';

/** Loads a PDF from its signed URL and shows it as `showBlob` does. @throws LecternApiError */
export async function showPdf(url: string, fileName: string): Promise<void> {
  showBlob(await readPdf(url), fileName);
}

/** Opens a file in a new tab. Browsers block new tabs long after a click: then it is saved instead. */
export function showBlob(blob: Blob, fileName: string): void {
  if (navigator.userActivation.isActive) openBlob(blob);
  else saveBlob(blob, fileName);
}

/** @throws LecternApiError */
export async function readPdf(url: string): Promise<Blob> {
  return new Blob([await readFile(url)], { type: 'application/pdf' });
}

/** @throws LecternApiError */
export async function readFile(url: string): Promise<ArrayBuffer> {
  try {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`The storage replied with status ${reply.status}.`);
    return await reply.arrayBuffer();
  } catch (cause) {
    throw new LecternApiError('network', 'The file could not be read.', { cause });
  }
}
