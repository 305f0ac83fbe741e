import workerUrl from 'pdfjs-dist/build/pdf.worker.mjs?worker&url';

/** A worker of pdf.js, for one document: what that document does to it ends with it. */
export interface PdfWorker {
  readonly port: Worker;
  /** Rejects when its script cannot be had. */
  readonly failed: Promise<never>;
}

let warm: PdfWorker | undefined;

/** Starts one ahead of time: its script is the largest that reading needs. */
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
    reject(new Error('The worker of pdf.js did not start.'));
  };
  port.addEventListener('error', fail, { once: true });
  failed.catch(() => {});
  return { port, failed };
}
