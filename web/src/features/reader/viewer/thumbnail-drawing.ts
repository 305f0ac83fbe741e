import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { EventBus, PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
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
    signal.throwIfAborted();
    const rotation = (page.rotate + viewer.pagesRotation) % 360;
    const { width } = page.getViewport({ scale: 1, rotation });
    const viewport = page.getViewport({ scale: (cssWidth * devicePixelRatio) / width, rotation });
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.max(1, Math.round(viewport.height));
    const rendering = page.render({ canvas, viewport });
    signal.addEventListener('abort', () => rendering.cancel());
    await rendering.promise;
    eventBus.dispatch('thumbnailrendered', { source: viewer, pageNumber: number, pdfPage: page });
    return viewport.height / viewport.width;
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
