import type { OpenDocument } from 'lectern-client';
import { useEffect, useRef, useState } from 'react';
import { notifyError } from '../../../lib/format/notify.ts';
import { openBlob, saveBlob } from '../../../lib/format/save-blob.ts';
import { readWhole } from './file-bytes.ts';
import { printPages } from './print-pages.ts';
import type { Reading } from './reading.ts';

/** A slow job that can be canceled. */
export interface Job {
  readonly kind: 'download' | 'newTab' | 'print';
  /** From 0 to 1. */
  readonly share: number;
  readonly cancel: () => void;
  /** The last step, if it needs a click. */
  readonly finish?: () => void;
}

export interface FileActions {
  readonly job: Job | undefined;
  readonly download: () => void;
  readonly openInNewTab: () => void;
  readonly print: () => void;
}

type Work = (onShare: (share: number) => void, signal: AbortSignal) => Promise<void>;

/** Actions on the document as a file, one at a time. */
export function useFileActions(
  document: OpenDocument,
  reading: Reading | undefined,
  pages: number,
): FileActions {
  const [job, setJob] = useState<Job>();
  const stopping = useRef<AbortController>(undefined);
  useEffect(() => () => stopping.current?.abort(), []);

  async function run(kind: Job['kind'], work: Work) {
    if (stopping.current && !stopping.current.signal.aborted) return;
    const stop = new AbortController();
    stopping.current = stop;
    const cancel = () => stop.abort();
    const onShare = (share: number) => !stop.signal.aborted && setJob({ kind, share, cancel });
    onShare(0);
    try {
      await work(onShare, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) notifyError(error);
    } finally {
      stop.abort();
      setJob(undefined);
    }
  }

  /** Offers to finish a job, and resolves after the click. */
  function waitForClick(kind: Job['kind'], signal: AbortSignal): Promise<void> {
    return new Promise((finish, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      setJob({ kind, share: 1, cancel: () => stopping.current?.abort(), finish });
    });
  }

  return {
    job,
    download: () =>
      void run('download', async (onShare, signal) =>
        saveBlob(await readWhole(document, onShare, signal), document.fileName),
      ),
    openInNewTab: () =>
      void run('newTab', async (onShare, signal) => {
        const blob = await readWhole(document, onShare, signal);
        // Browsers block new tabs long after a click.
        if (!navigator.userActivation.isActive) await waitForClick('newTab', signal);
        openBlob(blob);
      }),
    print() {
      if (!reading) return;
      void run('print', async (onShare, signal) =>
        printPages(await reading.printout(), pages, onShare, signal),
      );
    },
  };
}
