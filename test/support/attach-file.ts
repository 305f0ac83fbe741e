import type { Core } from '../../src/core/open-core.ts';
import { attachmentOf } from '../../src/domain/tasks/document-versions.ts';
import { sha256, store } from './app.ts';

/** Attaches a file to a task. @returns the id of the attachment */
export async function attachFile(core: Core, taskId: string, uploadedBy: string): Promise<string> {
  const [fileName, bytes] = ['notes.txt', Buffer.from('Zażółć gęślą jaźń')];
  const { id } = await core.attachments.put({ taskId, fileName, kind: 'attachment', opensAt: null });
  const file = { fileName, size: bytes.length, sha256: sha256(bytes), uploadedBy };
  const { version } = await core.uploads.announce({ ...attachmentOf(taskId, id), ...file });
  await store(core, version, bytes);
  await core.uploads.complete(taskId, version.id);
  return id;
}
