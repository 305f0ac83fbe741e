import { LecternApiError, type UploadProgress } from 'lectern-client';
import { client } from '../../lib/server/client.ts';
import type { SettledDraft } from './import-draft.ts';

export interface Making {
  readonly title: string;
  readonly draft: SettledDraft;
  /** Of an earlier attempt. */
  readonly taskId: string | undefined;
  /** Paths of PDFs that an earlier attempt has uploaded. */
  readonly sent: ReadonlyArray<string>;
  readonly signal: AbortSignal;
  readonly onTask: (taskId: string) => void;
  readonly onSent: (path: string) => void;
  readonly onProgress: (path: string, progress: UploadProgress) => void;
}

/**
 * Creates a task and uploads its PDFs, one after the other. Another attempt goes on where this one ends.
 * @throws LecternApiError; the reason of the signal
 */
export async function makeTask({ title, draft, sent, signal, ...making }: Making): Promise<void> {
  signal.throwIfAborted();
  const taskId = making.taskId ?? (await create());
  for (const { language, fileName, path, size, open } of draft.documents) {
    if (sent.includes(path)) continue;
    signal.throwIfAborted();
    const onProgress = (progress: UploadProgress) => making.onProgress(path, progress);
    onProgress({ step: 'hashing', done: 0, total: size });
    const pdf = await open().catch(unreadable);
    await client.uploadDocument(taskId, { language, fileName, pdf, onProgress, signal });
    making.onSent(path);
  }

  /**
   * Not ended by the signal: whether the task was made would not be known. Not by `send`: what it touches is read again once,
   * when all tasks are made.
   */
  async function create(): Promise<string> {
    const { titles, primaryLanguage } = draft;
    const created = await client.post('/api/v1/tasks', { body: { title, titles, primaryLanguage } });
    making.onTask(created.taskId);
    return created.taskId;
  }
}

function unreadable(cause: unknown): never {
  throw new LecternApiError('file-unreadable', 'The PDF cannot be read any more.', { cause });
}
