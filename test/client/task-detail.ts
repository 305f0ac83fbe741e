/** The API's reply for a task with one PDF, `size` in bytes, and a signed URL of it that is valid for a minute. */
export const taskDetail = (url: string | undefined, { sha256 = 'a'.repeat(64), size = 6 } = {}) => ({
  taskId: 't1',
  title: 'A',
  language: 'en',
  documents: [{ language: 'en', fileName: 'a.pdf', size, sha256 }],
  access: { ground: 'signed-in', validUntil: null },
  descriptionPdfUrl: url,
  descriptionPdfUrlExpiresAt: new Date(Date.now() + 60_000).toISOString(),
});
