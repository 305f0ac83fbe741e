import {
  getDocument,
  PasswordResponses,
  type PDFDocumentLoadingTask,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist';
import { type PdfWorker, startPdfWorker } from './pdf-worker.ts';

/** Milliseconds after which the server is left to judge. */
const patienceMs = 10_000;

interface PdfChecker {
  /**
   * Opens a PDF, up to its first page, as the reader does.
   * @returns why readers would see nothing of it; undefined when they would, and when that cannot be told
   */
  check(pdf: Blob): Promise<'pdf-password' | 'pdf-unreadable' | 'pdf-empty' | undefined>;
  close(): void;
}

/** Checks PDFs one after the other, in a worker of its own that ends with a PDF that is too much for it. */
export function createPdfChecker(): PdfChecker {
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
          verbosity: VerbosityLevel.ERRORS,
        });
        const pages = await Promise.race([countPages(task), late.promise, worker.failed]);
        isJudged = pages !== undefined;
        return pages === 0 ? 'pdf-empty' : undefined;
      } catch (error) {
        const fault = faultOf(error);
        isJudged = fault !== undefined;
        return fault;
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

async function countPages(task: PDFDocumentLoadingTask): Promise<number> {
  const pdf = await task.promise;
  if (pdf.numPages > 0) await pdf.getPage(1);
  return pdf.numPages;
}

/** As `src/pdf/open-as-reader.ts` has it; other errors are none of the file. */
function faultOf(error: unknown): 'pdf-password' | 'pdf-unreadable' | undefined {
  const { name, code, details } = error as { name?: string; code?: unknown; details?: unknown };
  if (name === 'PasswordException' && code === PasswordResponses.NEED_PASSWORD) return 'pdf-password';
  if (name === 'InvalidPDFException') return 'pdf-unreadable';
  const isOfParsing = name === 'UnknownErrorException' && !String(details).startsWith('RangeError');
  return isOfParsing ? 'pdf-unreadable' : undefined;
}
