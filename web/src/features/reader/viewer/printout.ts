import { AnnotationMode, type PDFDocumentProxy } from 'pdfjs-dist';
import type { Printout } from './reading.ts';

/** Enough for small print; a page takes about 2 MB of memory. */
const dotsPerInch = 150;
const pointsPerInch = 72;
/** Limits the resolution of posters. */
const maxPixels = 2 ** 24;

/** Renders pages as images for paper of the first page's size; the browser rotates and fits the others. */
export async function createPrintout(pdf: PDFDocumentProxy, turnedBy: number): Promise<Printout> {
  const first = await pdf.getPage(1);
  const paper = first.getViewport({ scale: 1, rotation: (first.rotate + turnedBy) % 360 });
  return {
    paper: `${paper.width}pt ${paper.height}pt`,
    async page(number, signal) {
      const page = await pdf.getPage(number);
      signal.throwIfAborted();
      const rotation = (page.rotate + turnedBy) % 360;
      const { width, height } = page.getViewport({ scale: 1, rotation });
      const scale = Math.min(dotsPerInch / pointsPerInch, Math.sqrt(maxPixels / (width * height)));
      const viewport = page.getViewport({ scale, rotation });
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const rendering = page.render({
        canvas,
        viewport,
        intent: 'print',
        background: 'white',
        annotationMode: AnnotationMode.ENABLE,
      });
      signal.addEventListener('abort', () => rendering.cancel());
      await rendering.promise;
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      canvas.width = 0; // frees its memory
      if (!blob) throw new Error('The page could not be rendered as an image.');
      return blob;
    },
  };
}
