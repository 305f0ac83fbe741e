import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { EventBus, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
import { drawPage } from '../pdf/pages.ts';
import type { Reading } from './reading.ts';

/** Draws thumbnails one by one, so that the current page comes first. */
export function createThumbnails(
  pdf: PDFDocumentProxy,
  viewer: PDFViewer,
  eventBus: EventBus,
): Pick<Reading, 'drawThumbnail' | 'firstRatio'> {
  let last: Promise<unknown> = Promise.resolve();

  async function draw(number: number, canvas: HTMLCanvasElement, cssWidth: number, signal: AbortSignal) {
    signal.throwIfAborted();
    const page = await pdf.getPage(number);
    const rotation = (page.rotate + viewer.pagesRotation) % 360;
    const ratio = await drawPage(page, canvas, cssWidth * devicePixelRatio, signal, rotation);
    eventBus.dispatch('thumbnailrendered', { source: viewer, pageNumber: number, pdfPage: page });
    return ratio;
  }

  return {
    drawThumbnail(...order) {
      const drawn = last.then(() => draw(...order));
      last = drawn.catch(() => {});
      return drawn;
    },
    firstRatio() {
      const { width, height } = viewer.getPageView(0) as { width: number; height: number };
      return height / width;
    },
  };
}
