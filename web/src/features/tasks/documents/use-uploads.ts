import { useQueryClient } from '@tanstack/react-query';
import type { Schemas, UploadedVersion, UploadProgress } from 'lectern-client';
import { useRef } from 'react';
import { client } from '../../../lib/server/client.ts';
import { readAgain } from '../../../lib/server/resource.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { guessLanguage } from '../../../ui/languages.ts';
import { isPdf } from '../../uploads/is-pdf.ts';
import { onVisibleProgress } from '../../uploads/on-visible-progress.ts';
import { openPdfChecker, type PdfFault, pdfFaults } from '../../uploads/pdf-faults.ts';
import { useQueue } from '../../uploads/use-queue.ts';

/** Why a file can't be uploaded. */
export type Unfit = 'not-a-pdf' | 'too-large' | PdfFault;

/** A chosen file; it stays until it is uploaded or removed, also after errors. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly language: string | null;
  /** Optional note for readers about the replaced PDF. */
  readonly reason?: Schemas.ChangeReason | undefined;
  readonly state:
    | { readonly name: 'checking' | 'chosen' | 'queued' | Unfit }
    | { readonly name: 'running'; readonly progress: UploadProgress }
    /** `unchanged`: the current version is the same file. */
    | { readonly name: 'done'; readonly outcome: UploadedVersion['outcome'] }
    | { readonly name: 'failed'; readonly error: unknown };
}

export interface Uploads {
  readonly list: ReadonlyArray<Upload>;
  /** Whether leaving the page would lose work. */
  readonly isBusy: boolean;
  add(files: ReadonlyArray<File>): Promise<void>;
  setLanguage(id: number, language: string): void;
  /** Uploads one by one. */
  start(uploads: ReadonlyArray<Pick<Upload, 'id' | 'reason'>>): void;
  /** Stops the upload, and keeps the file. */
  cancel(id: number): void;
  remove(id: number): void;
}

/** The uploads of a task's page. They continue in other tabs of the page, and end when it is left. */
export function useUploads({ taskId, primaryLanguage }: Schemas.TaskSettings): Uploads {
  const queryClient = useQueryClient();
  const lastId = useRef(0);
  const { items, setItems, change, isBusy, stop } = useQueue<Upload>({
    run,
    idle: { name: 'chosen' },
    failed: (error) => ({ name: 'failed', error }),
  });

  async function check(chosen: ReadonlyArray<Pick<Upload, 'id' | 'file'>>): Promise<void> {
    if (chosen.length === 0) return;
    const checker = await openPdfChecker();
    for (const { id, file } of chosen) {
      const { fault = 'chosen' } = await checker.check(file);
      change(id, () => ({ state: { name: fault } }));
    }
    checker.close();
  }

  async function run({ id, file, reason, ...upload }: Upload, signal: AbortSignal): Promise<Upload['state']> {
    const language = upload.language as string;
    const onProgress = onVisibleProgress((progress) =>
      change(id, () => ({ state: { name: 'running', progress } })),
    );
    onProgress({ step: 'hashing', done: 0, total: file.size });
    try {
      const given = { language, fileName: file.name, pdf: file, reason, onProgress, signal };
      const { outcome } = await client.uploadDocument(taskId, given);
      return { name: 'done', outcome };
    } finally {
      // Also after an error, because only the reply may have been lost.
      void readAgain('put', '/api/v1/tasks/{taskId}/documents/{language}', { taskId, language });
    }
  }

  return {
    list: items,
    isBusy,
    async add(files) {
      // The page has already requested the settings; uploads don't wait for them.
      const maxPdfBytes = queryClient.getQueryData(settingsQuery.queryKey)?.maxPdfBytes;
      const looked = await Promise.all(
        files.map(async (file) => ({ file, unfit: await whyUnfit(file, maxPdfBytes) })),
      );
      const numbered = looked.map((each) => {
        lastId.current += 1;
        return { ...each, id: lastId.current };
      });
      setItems((now) => {
        const taken = new Set(now.filter(isToSend).map(({ language }) => language));
        const added = numbered.map(({ id, file, unfit }): Upload => {
          const guessed = guessLanguage(file.name) ?? (taken.has(primaryLanguage) ? null : primaryLanguage);
          if (!unfit) taken.add(guessed);
          return { id, file, language: guessed, state: { name: unfit ?? 'checking' } };
        });
        return [...now, ...added];
      });
      await check(numbered.filter(({ unfit }) => unfit === undefined));
    },
    setLanguage: (id, language) => change(id, () => ({ language })),
    start(uploads) {
      for (const { id, reason } of uploads) change(id, () => ({ reason, state: { name: 'queued' } }));
    },
    cancel: stop,
    remove: (id) => setItems((now) => now.filter((upload) => upload.id !== id)),
  };
}

export const isToSend = ({ state: { name } }: Upload) =>
  name === 'checking' || name === 'chosen' || name === 'failed';

const unfits: ReadonlyArray<string> = ['not-a-pdf', 'too-large', ...pdfFaults] satisfies ReadonlyArray<Unfit>;
export const isUnfit = ({ state }: Upload) => unfits.includes(state.name);

/** Problems found without uploading. The server checks too, but this avoids uploads that it would refuse. */
async function whyUnfit(
  file: File,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<'not-a-pdf' | 'too-large' | undefined> {
  if (file.size > maxBytes) return 'too-large';
  try {
    return (await isPdf(file)) ? undefined : 'not-a-pdf';
  } catch {
    return undefined; // The upload will report that it can't be read.
  }
}
