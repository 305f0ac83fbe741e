import type { QueryClient } from '@tanstack/react-query';
import { saveBlob } from '../../../lib/format/save-blob.ts';
import { readFile, showBlob } from '../../../lib/format/show-pdf.ts';
import { read, send } from '../../../lib/server/resource.ts';
import { findSealedAttachment } from '../envelopes/envelopes.ts';

/** The attachments of a task that the user may open, now or later. */
export const attachmentsQuery = (taskId: string) => ({
  ...read('/api/v1/tasks/{taskId}/attachments', { path: { taskId } }),
  staleTime: 0, // an editorial opens without a change
});

/** Other files are saved; a browser may run what is in them. */
const shownTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** Shows a PDF or a picture in a new tab, and saves any other file. @throws LecternApiError */
export async function openAttachment(taskId: string, attachmentId: string): Promise<void> {
  const { url, fileName } = await send('post', '/api/v1/tasks/{taskId}/attachments/{attachmentId}/url', {
    path: { taskId, attachmentId },
    body: {},
  });
  give(await readFile(url), fileName);
}

/**
 * The same with an envelope on this device, if that has the current version; only the API is asked, which decides again.
 * @returns whether it was opened
 * @throws LecternApiError
 */
export async function openSealedAttachment(
  queryClient: QueryClient,
  taskId: string,
  versionId: string,
): Promise<boolean> {
  const sealed = await findSealedAttachment(versionId);
  if (!sealed) return false;
  const { attachments } = await queryClient.fetchQuery(attachmentsQuery(taskId));
  const current = attachments.find((each) => each.versionId === versionId && each.sha256 === sealed.sha256);
  const bytes = await sealed.read().catch(() => undefined); // damaged, or deleted by the browser
  if (!(current?.fileName && bytes)) return false;
  give(bytes, current.fileName);
  return true;
}

function give(bytes: BlobPart, fileName: string): void {
  const type = shownTypes[/[^.]*$/.exec(fileName.toLowerCase())?.[0] ?? ''];
  const blob = new Blob([bytes], { type: type ?? 'application/octet-stream' });
  if (type === undefined) saveBlob(blob, fileName);
  else showBlob(blob, fileName);
}
