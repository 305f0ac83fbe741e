import { type DocumentVersion, LecternApiError } from 'lectern-client';
import { client } from '../api/client.ts';
import { openBlob, saveBlob } from '../ui/save-blob.ts';

/**
 * Shows a version that readers do not get any more in a new tab; its opening is recorded as any other. Browsers open no
 * tab long after a click: then the file is saved.
 * @throws LecternApiError
 */
export async function openVersion(
  taskId: string,
  { versionId, fileName }: Pick<DocumentVersion, 'versionId' | 'fileName'>,
): Promise<void> {
  const blob = await readVersion(taskId, versionId);
  if (navigator.userActivation.isActive) openBlob(blob);
  else saveBlob(blob, fileName);
}

/** The file of any version, for staff. Its opening is recorded. @throws LecternApiError */
export async function readVersion(taskId: string, versionId: string): Promise<Blob> {
  const { descriptionPdfUrl } = await client.post('/api/v1/tasks/{taskId}/description-url', {
    path: { taskId },
    body: { versionId },
  });
  return readBlob(descriptionPdfUrl);
}

async function readBlob(url: string | null): Promise<Blob> {
  try {
    const reply = await client.fetch(url ?? '');
    if (!reply.ok) throw new Error(`The storage answered ${reply.status}.`);
    return new Blob([await reply.arrayBuffer()], { type: 'application/pdf' });
  } catch (cause) {
    throw new LecternApiError('network', 'The file could not be read.', { cause });
  }
}
