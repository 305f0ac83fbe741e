import { TouchManager } from 'pdfjs-dist';
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';

/** Zoomed pages are scaled first, and redrawn shortly after the last step. */
const drawingDelay = 400;

/** Pinching, and the wheel with Ctrl, zoom only the pages. */
export function handleGestures(viewer: PDFViewer, signal: AbortSignal): void {
  const { container } = viewer;
  const zoom = (scaleFactor: number, origin: ReadonlyArray<number>) =>
    viewer.updateScale({ scaleFactor, drawingDelay, origin } as never);

  new TouchManager({
    container,
    onPinching: (origin: ReadonlyArray<number>, before: number, now: number) => zoom(now / before, origin),
    signal,
  } as never);
  container.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 200), [event.clientX, event.clientY]);
    },
    { passive: false, signal },
  );
  keepFit(viewer, signal);
}

/** Keeps a fitted page fitted when the window or the side panel changes. */
function keepFit(viewer: PDFViewer, signal: AbortSignal): void {
  let width = viewer.container.clientWidth;
  const observer = new ResizeObserver(() => {
    const isWider = viewer.container.clientWidth !== width;
    width = viewer.container.clientWidth;
    const zoom = viewer.currentScaleValue;
    if (isWider && Number.isNaN(Number(zoom))) viewer.currentScaleValue = zoom;
    viewer.update();
  });
  observer.observe(viewer.container);
  signal.addEventListener('abort', () => observer.disconnect());
}
