import { saveBlob } from '../../../lib/format/save-blob.ts';
import { readPdf, showPdf } from '../../../lib/format/show-pdf.ts';
import { read, send } from '../../../lib/server/resource.ts';

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
  const type = shownTypes[/[^.]*$/.exec(fileName.toLowerCase())?.[0] ?? ''];
  if (type !== undefined) await showPdf(url, fileName, type);
  else saveBlob(await readPdf(url, 'application/octet-stream'), fileName);
}
