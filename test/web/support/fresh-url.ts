import type { LecternClient } from 'lectern-client';

/** A signed URL of a PDF of the demo, issued to a reader. */
export async function freshUrl(reader: LecternClient): Promise<string> {
  const { items } = await reader.get('/api/v1/tasks', { query: { text: 'Sum of Squares', limit: 1 } });
  const taskId = items[0]?.taskId as string;
  const fresh = await reader.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId }, body: {} });
  return fresh.descriptionPdfUrl as string;
}
