import { useQueryClient } from '@tanstack/react-query';
import type { Schemas, UploadedVersion, UploadProgress } from 'lectern-client';
import { isAttachable } from 'lectern-problems/attachable-types';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../../../lib/format/notify.ts';
import { client } from '../../../lib/server/client.ts';
import { refetchAfter } from '../../../lib/server/resource.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { guessLanguage } from '../../../ui/languages.ts';
import { isPdf } from '../../uploads/is-pdf.ts';
import { onVisibleProgress } from '../../uploads/on-visible-progress.ts';
import { openPdfChecker, type PdfFault, pdfFaults } from '../../uploads/pdf-faults.ts';
import { soundsLikeEditorial } from '../../uploads/sounds-like-editorial.ts';
import { useQueue } from '../../uploads/use-queue.ts';
import { type OpeningChoice, openingOf } from './opening-fields.tsx';

/** Statements are PDFs in a language; other files open in their own way. */
export type UploadKind = 'statement' | 'attachment';

/** Why a file can't be uploaded. */
export type Unfit = 'not-a-pdf' | 'bad-type' | 'too-large' | PdfFault;

/** A chosen file; it stays until it is uploaded or removed, also after errors. */
export interface Upload {
  readonly id: number;
  readonly kind: UploadKind;
  readonly file: File;
  /** Of a statement. */
  readonly language: string | null;
  /** Of an attachment. */
  readonly opening: OpeningChoice;
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
  add(files: ReadonlyArray<File>, kind: UploadKind): Promise<void>;
  setLanguage(id: number, language: string): void;
  setOpening(id: number, opening: OpeningChoice): void;
  /** Uploads one by one. */
  start(uploads: ReadonlyArray<Pick<Upload, 'id' | 'reason'>>): void;
  /** Stops the upload, and keeps the file. */
  cancel(id: number): void;
  remove(id: number): void;
}

/** The uploads of a task's page. They continue in other tabs of the page, and end when it is left. */
export function useUploads({ taskId, primaryLanguage }: Schemas.TaskSettings): Uploads {
  const { t } = useTranslation('tasks');
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

  const remove = (id: number) => setItems((now) => now.filter((upload) => upload.id !== id));

  async function run(
    { id, kind, file, reason, opening, ...upload }: Upload,
    signal: AbortSignal,
  ): Promise<Upload['state']> {
    const language = upload.language ?? '';
    const isStatement = kind === 'statement';
    const onProgress = onVisibleProgress((progress) =>
      change(id, () => ({ state: { name: 'running', progress } })),
    );
    onProgress({ step: 'hashing', done: 0, total: file.size });
    try {
      const as = isStatement ? { language, reason } : { attachment: openingOf(opening) ?? {} };
      const given = { ...as, fileName: file.name, pdf: file, onProgress, signal };
      const { outcome } = await client.uploadDocument(taskId, given);
      if (!isStatement) {
        // The list of attachments has it now.
        notifyDone(t(outcome === 'unchanged' ? 'attachments.same' : 'attachments.done', { name: file.name }));
        remove(id);
      }
      return { name: 'done', outcome };
    } finally {
      // Also after an error, because only the reply may have been lost.
      void (isStatement
        ? refetchAfter('put', '/api/v1/tasks/{taskId}/documents/{language}', { taskId, language })
        : refetchAfter('post', '/api/v1/tasks/{taskId}/attachments', { taskId }));
    }
  }

  return {
    list: items,
    isBusy,
    async add(files, kind) {
      // The page has already requested the settings; uploads don't wait for them.
      const limits = queryClient.getQueryData(settingsQuery.queryKey);
      const looked = await Promise.all(
        files.map(async (file) => ({ file, unfit: await whyUnfit(file, kind, limits) })),
      );
      const numbered = looked.map((each) => {
        lastId.current += 1;
        return { ...each, id: lastId.current };
      });
      const isStatement = kind === 'statement';
      setItems((now) => {
        const taken = new Set(now.filter(isToSend).map(({ language }) => language));
        const added = numbered.map(({ id, file, unfit }): Upload => {
          const guessed = guessLanguage(file.name) ?? (taken.has(primaryLanguage) ? null : primaryLanguage);
          if (!unfit && isStatement) taken.add(guessed);
          const way = soundsLikeEditorial.test(file.name) ? 'editorial' : 'attachment';
          return {
            ...{ id, kind, file, opening: { way, opensAt: null } },
            language: isStatement ? guessed : null,
            state: { name: unfit ?? (isStatement ? 'checking' : 'chosen') },
          };
        });
        return [...now, ...added];
      });
      if (isStatement) await check(numbered.filter(({ unfit }) => unfit === undefined));
    },
    setOpening: (id, opening) => change(id, () => ({ opening })),
    setLanguage: (id, language) => change(id, () => ({ language })),
    start(uploads) {
      for (const { id, reason } of uploads) change(id, () => ({ reason, state: { name: 'queued' } }));
    },
    cancel: stop,
    remove,
  };
}

export const isToSend = ({ state: { name } }: Upload) =>
  name === 'checking' || name === 'chosen' || name === 'failed';

const unfits: ReadonlyArray<string> = [
  ...(['not-a-pdf', 'bad-type', 'too-large'] as const),
  ...pdfFaults,
] satisfies ReadonlyArray<Unfit>;
export const isUnfit = ({ state }: Upload) => unfits.includes(state.name);

/** Problems found without uploading. The server checks too, but this avoids uploads that it would refuse. */
async function whyUnfit(
  file: File,
  kind: UploadKind,
  limits: Pick<Schemas.Settings, 'maxPdfBytes' | 'maxAttachmentBytes'> | undefined,
): Promise<Unfit | undefined> {
  const isStatement = kind === 'statement';
  if (!isStatement && !isAttachable(file.name)) return 'bad-type';
  const maxBytes = limits?.[isStatement ? 'maxPdfBytes' : 'maxAttachmentBytes'];
  if (maxBytes !== undefined && file.size > maxBytes) return 'too-large';
  if (!isStatement) return undefined;
  try {
    return (await isPdf(file)) ? undefined : 'not-a-pdf';
  } catch {
    return undefined; // The upload will report that it can't be read.
  }
}
