import { LecternApiError } from 'lectern-client';
import { openBlob, saveBlob } from './save-blob.ts';

/**
 * Reads a PDF by its signed URL and shows it in a new tab. Browsers open no tab long after a click: then the file is saved.
 * @throws LecternApiError
 */
export async function showPdf(url: string, fileName: string): Promise<void> {
  const blob = await readPdf(url);
  if (navigator.userActivation.isActive) openBlob(blob);
  else saveBlob(blob, fileName);
}

/** @throws LecternApiError */
export async function readPdf(url: string): Promise<Blob> {
  try {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`The storage answered ${reply.status}.`);
    return new Blob([await reply.arrayBuffer()], { type: 'application/pdf' });
  } catch (cause) {
    throw new LecternApiError('network', 'The file could not be read.', { cause });
  }
}
