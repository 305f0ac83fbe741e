import type { DocumentVersion } from 'lectern-client';
import { client } from '../api/client.ts';
import { showPdf } from '../ui/show-pdf.ts';

/**
 * Shows a version that readers do not get any more; its opening is recorded as any other.
 * @throws LecternApiError
 */
export async function openVersion(
  taskId: string,
  { versionId, fileName }: Pick<DocumentVersion, 'versionId' | 'fileName'>,
): Promise<void> {
  const { descriptionPdfUrl } = await client.post('/api/v1/tasks/{taskId}/description-url', {
    path: { taskId },
    body: { versionId },
  });
  await showPdf(descriptionPdfUrl ?? '', fileName);
}
