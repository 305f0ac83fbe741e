/** Examples in the API document, by the name of their schema. A test compares them with it. */

const taskId = '0198c5d2-7a10-7c3e-9f4b-2d6a8e1f0c35';
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const versionId = '0198c5d2-8b21-7d4f-8a5c-3e7b9f2a1d46';
const reason = { en: 'Sample 2 was wrong.', pl: 'Drugi przykład był błędny.' };
const file = { language: 'en', fileName: 'example-task.en.pdf', size: 48_213, sha256 };

export const examples: Readonly<Record<string, object>> = {
  SignIn: { email: 'student@example.org', password: 'lectern-demo' },
  SignedIn: {
    token: 'kX2v8cQw1nZr5tYb',
    user: { id: 'Jq3mT7xWc9Rd', email: 'student@example.org', name: 'Sam Student' },
  },
  Task: {
    taskId,
    title: 'Example task',
    descriptionPdfUrl:
      'https://files.example.com/pdf/8d3f2c?expires=1795521900&issue=q3Zt&kid=k1&name=example-task.en.pdf&v=1&sig=mC4w',
    descriptionPdfUrlExpiresAt: '2026-11-24T12:05:00Z',
    language: 'en',
    documents: [{ versionId, ...file, updatedAt: '2026-11-20T09:30:00Z', reason }],
    access: { ground: 'group', validUntil: null },
    createdAt: '2026-11-19T08:00:00Z',
    updatedAt: '2026-11-20T09:30:00Z',
  },
  NewTask: { title: 'Example task', primaryLanguage: 'en', visibility: 'restricted' },
  NewUpload: file,
  Upload: {
    versionId,
    uploadUrl: 'https://files.example.com/pdf/8d3f2c?expires=1795521900&kid=k1&v=1&sig=Vb7Q',
    uploadUrlExpiresAt: '2026-11-24T12:05:00Z',
    uploadHeaders: { 'content-type': 'application/pdf' },
  },
  DocumentVersion: {
    versionId,
    ...file,
    uploadedBy: 'Jq3mT7xWc9Rd',
    uploadedByName: 'Tina Teacher',
    createdAt: '2026-11-24T12:00:00Z',
    completedAt: '2026-11-24T12:00:04Z',
    replacedAt: null,
    reason,
    pages: 2,
  },
};
