import { LecternApiError, type UploadProgress } from 'lectern-client';
import { client } from '../../lib/server/client.ts';
import type { SettledDraft } from './import-draft.ts';

export interface Making {
  /** The same for all attempts with this title. */
  readonly key: string;
  readonly title: string;
  readonly draft: SettledDraft;
  /** From an earlier attempt. */
  readonly taskId: string | undefined;
  /** Paths of files uploaded by an earlier attempt. */
  readonly sent: ReadonlyArray<string>;
  readonly signal: AbortSignal;
  readonly onTask: (taskId: string) => void;
  readonly onSent: (path: string) => void;
  readonly onProgress: (path: string, progress: UploadProgress) => void;
}

/**
 * Creates a task and uploads its files one by one. A later attempt resumes where this one fails.
 * @throws LecternApiError; the signal's reason
 */
export async function makeTask({ title, draft, sent, signal, ...making }: Making): Promise<void> {
  signal.throwIfAborted();
  const taskId = making.taskId ?? (await create());
  const files = [
    ...draft.documents.map(({ language, ...file }) => ({ ...file, as: { language } })),
    ...draft.attachments.map(({ kind, ...file }) => ({ ...file, as: { attachment: { kind } } })),
  ];
  for (const { as, fileName, path, size, open } of files) {
    if (sent.includes(path)) continue;
    signal.throwIfAborted();
    const onProgress = (progress: UploadProgress) => making.onProgress(path, progress);
    onProgress({ step: 'hashing', done: 0, total: size });
    const pdf = await open().catch(unreadable);
    await client.uploadDocument(taskId, { ...as, fileName, pdf, onProgress, signal });
    making.onSent(path);
  }

  /**
   * Ignores the signal, because it would be unknown whether the task exists. Doesn't use `send`, because the lists are refetched once,
   * after all tasks.
   */
  async function create(): Promise<string> {
    const { titles, primaryLanguage } = draft;
    const created = await client.post('/api/v1/tasks', {
      body: { title, titles, primaryLanguage },
      idempotencyKey: making.key,
    });
    making.onTask(created.taskId);
    return created.taskId;
  }
}

function unreadable(cause: unknown): never {
  throw new LecternApiError('file-unreadable', 'The file can no longer be read.', { cause });
}
