import { TouchManager } from 'pdfjs-dist';
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';

/** Zoomed pages are stretched at first, and drawn anew a moment after the last step. */
const drawingDelay = 400;

/** Two fingers on a screen or a touchpad, or the wheel with Ctrl, zoom the pages and nothing else. */
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

/** A page that fits still fits when the window, or the panel beside it, changes. */
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
