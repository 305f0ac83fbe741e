import { useQueryClient } from '@tanstack/react-query';
import type { UploadedVersion, UploadProgress } from 'lectern-client';
import { isAttachable } from 'lectern-problems/attachable-types';
import { useRef } from 'react';
import { client } from '../../../lib/server/client.ts';
import { readAgain } from '../../../lib/server/resource.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { onVisibleProgress } from '../../uploads/on-visible-progress.ts';
import { soundsLikeEditorial } from '../../uploads/sounds-like-editorial.ts';
import { useQueue } from '../../uploads/use-queue.ts';
import { type OpeningChoice, openingOf } from './opening-fields.tsx';

/** A chosen file; it stays until it is attached or removed, also after errors. */
export interface Attaching {
  readonly id: number;
  readonly file: File;
  readonly choice: OpeningChoice;
  readonly state:
    | { readonly name: 'chosen' | 'queued' | 'bad-type' | 'too-large' }
    | { readonly name: 'running'; readonly progress: UploadProgress }
    | { readonly name: 'done'; readonly outcome: UploadedVersion['outcome'] }
    | { readonly name: 'failed'; readonly error: unknown };
}

export type AttachingFiles = ReturnType<typeof useAttaching>;

/** Files that are about to be attached to a task. */
export function useAttaching(taskId: string) {
  const queryClient = useQueryClient();
  const lastId = useRef(0);
  const { items, setItems, change, isBusy, stop } = useQueue<Attaching>({
    run,
    idle: { name: 'chosen' },
    failed: (error) => ({ name: 'failed', error }),
  });

  async function run({ id, file, choice }: Attaching, signal: AbortSignal): Promise<Attaching['state']> {
    const onProgress = onVisibleProgress((progress) =>
      change(id, () => ({ state: { name: 'running', progress } })),
    );
    onProgress({ step: 'hashing', done: 0, total: file.size });
    try {
      const attachment = openingOf(choice) ?? {};
      const given = { attachment, fileName: file.name, pdf: file, onProgress, signal };
      const { outcome } = await client.uploadDocument(taskId, given);
      return { name: 'done', outcome };
    } finally {
      // Also after an error, because only the reply may have been lost.
      void readAgain('post', '/api/v1/tasks/{taskId}/attachments', { taskId });
    }
  }

  return {
    list: items,
    isBusy,
    add(files: ReadonlyArray<File>): void {
      const maxBytes = queryClient.getQueryData(settingsQuery.queryKey)?.maxAttachmentBytes;
      const added = files.map((file): Attaching => {
        lastId.current += 1;
        const isTooLarge = maxBytes !== undefined && file.size > maxBytes;
        const name = !isAttachable(file.name) ? 'bad-type' : isTooLarge ? 'too-large' : 'chosen';
        const way = soundsLikeEditorial.test(file.name) ? 'editorial' : 'attachment';
        return { id: lastId.current, file, choice: { way, opensAt: null }, state: { name } };
      });
      setItems((now) => [...now, ...added]);
    },
    choose: (id: number, choice: OpeningChoice) => change(id, () => ({ choice })),
    /** Uploads one by one. */
    start(ids: ReadonlyArray<number>): void {
      for (const id of ids) change(id, () => ({ state: { name: 'queued' } }));
    },
    cancel: stop,
    remove: (id: number) => setItems((now) => now.filter((each) => each.id !== id)),
  };
}

export const isToAttach = ({ state: { name } }: Attaching) => name === 'chosen' || name === 'failed';
