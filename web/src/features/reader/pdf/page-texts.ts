import { getDocument, type PDFDocumentProxy, PDFWorker, VerbosityLevel } from 'pdfjs-dist';
import { basePath } from '../../../lib/base-path.ts';

/** Longer documents aren't statements, and would take too long to read. */
const maxPages = 300;

/** The text of each page, with its line breaks. */
export async function readPageTexts(pdf: PDFDocumentProxy): Promise<ReadonlyArray<string>> {
  const texts: Array<string> = [];
  for (let number = 1; number <= Math.min(pdf.numPages, maxPages); number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  return texts;
}

/** The same for a file, in a separate worker. */
export async function readFileTexts(file: Blob): Promise<ReadonlyArray<string>> {
  const { startPdfWorker } = await import('./pdf-worker.ts');
  const { port, failed } = startPdfWorker();
  const files = basePath + import.meta.env.PDFJS_FILES;
  const task = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    worker: PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS }),
    enableXfa: false,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await readPageTexts(await Promise.race([task.promise, failed]));
  } finally {
    task.destroy().catch(() => {});
    port.terminate();
  }
}
