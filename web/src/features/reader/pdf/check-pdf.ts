import {
  getDocument,
  PasswordResponses,
  type PDFDocumentLoadingTask,
  type PDFPageProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist';
import { readTitle } from './pdf-title.ts';
import { maxImagePixels, type PdfWorker, startPdfWorker } from './pdf-worker.ts';

/** Milliseconds after which only the server checks the PDF. */
const patienceMs = 10_000;

interface PdfFacts {
  /** Why readers could not see it; undefined if they can, or if it is unknown. */
  readonly fault?: 'pdf-password' | 'pdf-unreadable' | 'pdf-empty' | undefined;
  /** As found by `readTitle`. */
  readonly title?: string | undefined;
  /** The first page as a `data:` URL of an image, if it was asked for and can be drawn. */
  readonly thumbnail?: string | undefined;
}

interface PdfChecker {
  /** Opens a PDF up to its first page, as the reader does. */
  check(pdf: Blob): Promise<PdfFacts>;
  close(): void;
}

/** Checks PDFs one by one, in a separate worker that is terminated if a PDF overloads it. */
export function createPdfChecker({ draws }: { readonly draws: boolean }): PdfChecker {
  let worker: PdfWorker | undefined;

  function end(): void {
    worker?.port.terminate();
    worker = undefined;
  }

  return {
    async check(pdf) {
      worker ??= startPdfWorker();
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), patienceMs);
      let task: PDFDocumentLoadingTask | undefined;
      let isJudged = false;
      try {
        task = getDocument({
          data: new Uint8Array(await pdf.arrayBuffer()),
          worker: PDFWorker.create({ port: worker.port, verbosity: VerbosityLevel.ERRORS }),
          enableXfa: false,
          maxImageSize: maxImagePixels,
          verbosity: VerbosityLevel.ERRORS,
        });
        const facts = await Promise.race([readFacts(task, draws), late.promise, worker.failed]);
        isJudged = facts !== undefined;
        return facts ?? {};
      } catch (error) {
        const fault = faultOf(error);
        isJudged = fault !== undefined;
        return { fault };
      } finally {
        clearTimeout(timer);
        const destroyed = task?.destroy().catch(() => {});
        if (isJudged) await destroyed;
        else end();
      }
    },
    close: end,
  };
}

async function readFacts(task: PDFDocumentLoadingTask, draws: boolean): Promise<PdfFacts> {
  const pdf = await task.promise;
  if (pdf.numPages === 0) return { fault: 'pdf-empty' };
  const page = await pdf.getPage(1);
  const title = await readTitle(pdf, page).catch(() => undefined);
  return { title, thumbnail: draws ? await draw(page).catch(() => undefined) : undefined };
}

/** Device pixels; lists show it in half the width, so that it is sharp on dense screens. */
const thumbnailWidth = 112;

async function draw(page: PDFPageProxy): Promise<string> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = thumbnailWidth / width;
  const canvas = document.createElement('canvas');
  canvas.width = thumbnailWidth;
  // A page may be a very long strip.
  canvas.height = Math.max(1, Math.min(2 * thumbnailWidth, Math.round(height * scale)));
  await page.render({ canvas, viewport: page.getViewport({ scale }) }).promise;
  return canvas.toDataURL('image/jpeg', 0.7);
}

/** As in `src/pdf/open-as-reader.ts`; other errors aren't caused by the file. */
function faultOf(error: unknown): PdfFacts['fault'] {
  const { name, code, details } = error as { name?: string; code?: unknown; details?: unknown };
  if (name === 'PasswordException' && code === PasswordResponses.NEED_PASSWORD) return 'pdf-password';
  if (name === 'InvalidPDFException') return 'pdf-unreadable';
  const isOfParsing = name === 'UnknownErrorException' && !String(details).startsWith('RangeError');
  return isOfParsing ? 'pdf-unreadable' : undefined;
}
