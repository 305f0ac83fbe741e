import type { DocumentVersion } from 'lectern-client';
import { readPdf, showPdf } from '../../../lib/format/show-pdf.ts';
import { send } from '../../../lib/server/resource.ts';

/**
 * Shows a version that readers do not get any more; its opening is recorded as any other.
 * @throws LecternApiError
 */
export async function openVersion(
  taskId: string,
  { versionId, fileName }: Pick<DocumentVersion, 'versionId' | 'fileName'>,
): Promise<void> {
  await showPdf(await urlOf(taskId, versionId), fileName);
}

/** The file of any version, for staff. Its opening is recorded. @throws LecternApiError */
export const readVersion = async (taskId: string, versionId: string): Promise<Blob> =>
  readPdf(await urlOf(taskId, versionId));

async function urlOf(taskId: string, versionId: string): Promise<string> {
  const { descriptionPdfUrl } = await send('post', '/api/v1/tasks/{taskId}/description-url', {
    path: { taskId },
    body: { versionId },
  });
  return descriptionPdfUrl ?? '';
}
