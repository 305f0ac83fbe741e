import workerUrl from 'pdfjs-dist/build/pdf.worker.mjs?worker&url';

/** Larger images are omitted: a few bytes of a PDF can request any size. */
export const maxImagePixels = 2 ** 26;

/** A pdf.js worker for a single document, so that a bad document can't affect others. */
export interface PdfWorker {
  readonly port: Worker;
  /** Rejects if its script fails to load. */
  readonly failed: Promise<never>;
}

let warm: PdfWorker | undefined;

/** Starts a worker early: its script is the largest that the reader needs. */
export function warmPdfWorker(): void {
  warm ??= startPdfWorker();
}

export function takePdfWorker(): PdfWorker {
  const taken = warm ?? startPdfWorker();
  warm = undefined;
  return taken;
}

export function startPdfWorker(): PdfWorker {
  const port = new Worker(workerUrl, { type: 'module' });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const fail = () => {
    if (warm?.port === port) warm = undefined;
    reject(new Error('The pdf.js worker did not start.'));
  };
  port.addEventListener('error', fail, { once: true });
  failed.catch(() => {});
  return { port, failed };
}
