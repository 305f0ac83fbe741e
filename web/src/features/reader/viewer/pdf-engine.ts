import { createRangeTransport, type RangeSource } from 'lectern-client';
import {
  AnnotationEditorType,
  AnnotationMode,
  getDocument,
  InvalidPDFException,
  PDFDataRangeTransport,
  type PDFDocumentProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist';
import {
  EventBus,
  LinkTarget,
  PDFFindController,
  PDFLinkService,
  PDFViewer,
} from 'pdfjs-dist/web/pdf_viewer.mjs';
import { pagesOf, pdfOptions } from '../pdf/pages.ts';
import { takePdfWorker } from '../pdf/pdf-worker.ts';
import { chunkBytes } from './early-ranges.ts';
import { handleGestures } from './gestures.ts';
import { readOutline } from './outline-items.ts';
import type { Position } from './positions.ts';
import { createPrintout } from './printout.ts';
import { createRangeQueue } from './range-queue.ts';
import { type Fit, firstState, fits, type Reading, type ReadingState } from './reading.ts';
import { createThumbnails } from './thumbnail-drawing.ts';

/** Phones discard larger canvases; sharper parts are drawn above. */
const maxCanvasPixels = matchMedia('(pointer: coarse)').matches ? 5 * 2 ** 20 : 2 ** 24;

/** Pages within this distance of the current one are in view, or drawn in advance. */
const pagesAhead = 2;

/** A mark in the browser's timeline, set when the first page of a document is painted. */
const firstPageMark = 'lectern-first-page';

export interface ReadingPlace {
  /** The scrolling element; positioned absolutely. */
  readonly container: HTMLDivElement;
  /** Holds the pages, inside `container`. */
  readonly viewer: HTMLDivElement;
}

interface ReadingOptions {
  readonly source: RangeSource;
  readonly place: ReadingPlace;
  readonly position: Position | undefined;
  readonly onState: (state: ReadingState) => void;
  readonly onMove: (position: Position) => void;
  /** Closes the document. */
  readonly signal: AbortSignal;
}

/** Opens a PDF range by range and shows it. */
export async function startReading(options: ReadingOptions): Promise<Reading> {
  const { source, place, position, signal } = options;
  let state = firstState;
  const change = (part: Partial<ReadingState>) => {
    if (signal.aborted) return;
    state = { ...state, ...part };
    options.onState(state);
  };

  const ranges = createRangeQueue(source);
  const worker = takePdfWorker();
  signal.addEventListener('abort', () => worker.port.terminate());
  const task = getDocument({
    range: createRangeTransport(
      ranges,
      PDFDataRangeTransport,
      (problem) => {
        change({ problem });
        failed.reject(problem);
      },
      (why) => change({ isWaiting: why !== undefined }),
    ),
    worker: PDFWorker.create({ port: worker.port, verbosity: VerbosityLevel.ERRORS }),
    rangeChunkSize: chunkBytes,
    disableAutoFetch: true,
    disableStream: true,
    ...pdfOptions,
  });
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  signal.addEventListener('abort', () => {
    failed.reject(signal.reason);
    task.destroy().catch(() => {}); // the worker is gone, so it can't answer
  });
  const pdf = await Promise.race([task.promise, failed.promise, worker.failed]);
  await Promise.race([firstPageOf(pdf), failed.promise]);
  signal.throwIfAborted();
  const { onMove } = options;
  return show(pdf, place, position, { state: () => state, change, signal, onMove, onJump: ranges.jump });
}

/** The viewer requests it too, but without it stays empty forever. */
async function firstPageOf(pdf: PDFDocumentProxy): Promise<void> {
  try {
    await pdf.getPage(1);
  } catch (cause) {
    throw Object.assign(new InvalidPDFException('There is no first page.'), { cause });
  }
}

interface Reports {
  readonly state: () => ReadingState;
  readonly change: (part: Partial<ReadingState>) => void;
  readonly onMove: (position: Position) => void;
  /** Called when pending ranges are for pages that are no longer near. */
  readonly onJump: () => void;
  readonly signal: AbortSignal;
}

function show(
  pdf: PDFDocumentProxy,
  { container, viewer: pagesElement }: ReadingPlace,
  position: Position | undefined,
  { state, change, onMove, onJump, signal }: Reports,
): Reading {
  const eventBus = new EventBus();
  const linkService = new PDFLinkService({
    eventBus,
    externalLinkTarget: LinkTarget.BLANK,
    externalLinkRel: 'noopener noreferrer nofollow',
  });
  const viewer = new PDFViewer({
    container,
    viewer: pagesElement,
    eventBus,
    linkService,
    findController: new PDFFindController({ eventBus, linkService }),
    annotationMode: AnnotationMode.ENABLE,
    annotationEditorMode: AnnotationEditorType.DISABLE,
    enableSelectionRendering: false,
    removePageBorders: true,
    maxCanvasPixels,
    minDurationToUpdateCanvas: 0,
    supportsPinchToZoom: false,
    l10n: silentL10n as never,
    ...{ abortSignal: signal }, // missing in its types
  });
  linkService.setViewer(viewer);
  linkService.setDocument(pdf);
  let label: ((number: number) => string) | undefined;
  const labelPages = () => {
    if (!label) return;
    for (let at = 0; at < viewer.pagesCount; at += 1) {
      (viewer.getPageView(at) as { div: HTMLElement }).div.ariaLabel = label(at + 1);
    }
  };
  const goToPosition = ({ page, zoom, left, top }: Position) => {
    viewer.currentScaleValue = zoom;
    const pageNumber = Math.min(page, viewer.pagesCount);
    const destArray = [null, { name: 'XYZ' }, left, top, null];
    viewer.scrollPageIntoView({ pageNumber, destArray, allowNegativeOffset: true });
  };

  const on = (event: string, act: (event: never) => void) => eventBus.on(event, act, { signal } as never);
  on('pagesinit', () => {
    if (position) goToPosition(position);
    else viewer.currentScaleValue = 'auto';
    labelPages();
    change({ phase: 'open', pages: viewer.pagesCount, page: viewer.currentPageNumber, ...zoomOf(viewer) });
  });
  on('pagerendered', () => {
    if (state().phase !== 'painted') performance.mark(firstPageMark);
    change({ phase: 'painted' });
  });
  on('pagechanging', ({ pageNumber, previous }: { pageNumber: number; previous: number }) => {
    if (Math.abs(pageNumber - previous) > pagesAhead) onJump();
    change({ page: pageNumber });
  });
  on('scalechanging', () => change(zoomOf(viewer)));
  on('updateviewarea', ({ location }: { location: ViewArea }) => onMove(toPosition(viewer, location)));
  on('updatefindmatchescount', ({ matchesCount }: FindEvent) => change({ find: found(matchesCount) }));
  on('updatefindcontrolstate', ({ state: at, matchesCount }: FindEvent) =>
    change({ find: { ...found(matchesCount), state: findStates[at ?? 0] ?? 'found' } }),
  );
  viewer.setDocument(pdf);
  signal.addEventListener('abort', () => {
    viewer.setDocument(null as never);
    linkService.setDocument(null as never);
  });
  handleGestures(viewer, signal);

  return {
    goToPage(number) {
      viewer.currentPageNumber = Math.max(1, Math.min(number, viewer.pagesCount));
    },
    turn: (pages) => void (pages > 0 ? viewer.nextPage() : viewer.previousPage()),
    zoomBy: (steps) => viewer.updateScale({ steps } as never),
    zoomTo(zoom) {
      viewer.currentScaleValue = String(zoom);
    },
    rotate() {
      const page = viewer.currentPageNumber;
      viewer.pagesRotation = (viewer.pagesRotation + 90) % 360;
      viewer.currentPageNumber = page;
    },
    find(query, step) {
      const again = step === undefined ? '' : 'again';
      const ways = { caseSensitive: false, entireWord: false, matchDiacritics: false, highlightAll: true };
      eventBus.dispatch('find', { source: viewer, type: again, query, findPrevious: step === -1, ...ways });
    },
    endFind() {
      eventBus.dispatch('findbarclose', { source: viewer });
      change({ find: undefined });
    },
    outline: () => readOutline(pdf, linkService),
    ...createThumbnails(pdf, viewer, eventBus),
    printout: () => createPrintout(pdf, viewer.pagesRotation),
    pages: async () => pagesOf(pdf),
    labelPages(next) {
      label = next;
      labelPages();
    },
    position: () => toPosition(viewer, (viewer as unknown as { _location: ViewArea })._location),
    focus: () => container.focus({ preventScroll: true }),
  };
}

interface ViewArea {
  readonly pageNumber: number;
  readonly left: number;
  readonly top: number;
}

const toPosition = (viewer: PDFViewer, { pageNumber, left, top }: ViewArea): Position => ({
  page: pageNumber,
  zoom: viewer.currentScaleValue,
  left,
  top,
});

function zoomOf(viewer: PDFViewer): Pick<ReadingState, 'percent' | 'fit'> {
  const fit = fits.find((each) => each === viewer.currentScaleValue) as Fit | undefined;
  return { percent: Math.round(viewer.currentScale * 100), fit };
}

interface FindEvent {
  readonly state?: number;
  readonly matchesCount: { readonly current: number; readonly total: number };
}

/** Indexed by pdf.js's `FindState`: found, not found, wrapped around, pending. */
const findStates = ['found', 'missing', 'found', 'searching'] as const;
const found = (matches: FindEvent['matchesCount']) => ({ ...matches, state: 'found' as const });

/** pdf.js labels pages with Fluent, which makes markup from text; `labelPages` replaces it. */
const silentL10n = {
  getLanguage: () => 'en',
  getDirection: () => 'ltr',
  get: async () => '',
  translate: async () => {},
  translateOnce: async () => {},
  pause() {},
  resume() {},
  destroy: async () => {},
};
