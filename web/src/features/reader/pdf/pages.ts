import { getDocument, type PDFDocumentProxy, type PDFPageProxy, PDFWorker, VerbosityLevel } from 'pdfjs-dist';
import { basePath } from '../../../lib/base-path.ts';
import { maxImagePixels, startPdfWorker } from './pdf-worker.ts';

/** A rectangle of a page, in shares of its width and height, from the top left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PageWord {
  readonly text: string;
  /** More than one if its letters are not next to each other. */
  readonly boxes: ReadonlyArray<Box>;
}

/** The pages of a PDF; numbers are from 1. */
export interface Pages {
  readonly count: number;
  words(number: number): Promise<ReadonlyArray<PageWord>>;
  /**
   * @param width in device pixels
   * @returns height divided by width
   */
  draw(number: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<number>;
  close(): void;
}

const files = basePath + import.meta.env.PDFJS_FILES;

/**
 * How every PDF is opened. Anybody who may upload can be its author, so nothing in it runs: no scripts, no forms, and no XFA, which would
 * become HTML.
 */
export const pdfOptions = {
  enableXfa: false,
  maxImageSize: maxImagePixels,
  cMapUrl: `${files}cmaps/`,
  standardFontDataUrl: `${files}standard_fonts/`,
  wasmUrl: `${files}wasm/`,
  iccUrl: `${files}iccs/`,
  verbosity: VerbosityLevel.ERRORS,
} as const;

/** The pages of an open PDF, which stays open. */
export const pagesOf = (pdf: PDFDocumentProxy): Pages => ({
  count: pdf.numPages,
  words: async (number) => wordsOn(await pdf.getPage(number)),
  draw: async (number, canvas, width, signal) => drawPage(await pdf.getPage(number), canvas, width, signal),
  close() {},
});

/** The pages of a file, in a worker of its own. */
export async function openPages(file: Blob): Promise<Pages> {
  const { port, failed } = startPdfWorker();
  const task = getDocument({
    ...pdfOptions,
    data: new Uint8Array(await file.arrayBuffer()),
    worker: PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS }),
  });
  function close(): void {
    task.destroy().catch(() => {});
    port.terminate();
  }
  try {
    return { ...pagesOf(await Promise.race([task.promise, failed])), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Draws a page with a width in device pixels, and returns its height divided by its width. */
export async function drawPage(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  width: number,
  signal: AbortSignal,
  rotation = page.rotate,
): Promise<number> {
  signal.throwIfAborted();
  const scale = width / page.getViewport({ scale: 1, rotation }).width;
  const viewport = page.getViewport({ scale, rotation });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.max(1, Math.round(viewport.height));
  const rendering = page.render({ canvas, viewport });
  signal.addEventListener('abort', () => rendering.cancel());
  await rendering.promise;
  return viewport.height / viewport.width;
}

/** Words have no boxes in a PDF, only runs of letters, in which each letter is taken to be as wide as the others. */
async function wordsOn(page: PDFPageProxy): Promise<ReadonlyArray<PageWord>> {
  const { items } = await page.getTextContent();
  const viewport = page.getViewport({ scale: 1 });
  let text = '';
  const runs = items.flatMap((item) => {
    if (!('str' in item)) return [];
    const begin = text.length;
    text += item.str;
    const run = { ...item, begin, end: text.length };
    if (item.hasEOL) text += '\n';
    return [run];
  });
  type Run = (typeof runs)[number];

  function boxOf({ begin, end, transform, width, height }: Run, from: number, to: number): Box {
    const [a, b, c, d, x, y] = transform as [number, number, number, number, number, number];
    const along = width / (end - begin) / (Math.hypot(a, b) || 1);
    const up = height / (Math.hypot(c, d) || 1);
    const corners = [from - begin, to - begin].flatMap((letters) =>
      [0, up].map((rise) => {
        const [right = 0, down = 0] = viewport.convertToViewportPoint(
          x + a * along * letters + c * rise,
          y + b * along * letters + d * rise,
        );
        return [right / viewport.width, down / viewport.height] as const;
      }),
    );
    const [across, downwards] = [corners.map(([each]) => each), corners.map(([, each]) => each)];
    return {
      left: Math.min(...across),
      top: Math.min(...downwards),
      right: Math.max(...across),
      bottom: Math.max(...downwards),
    };
  }

  let at = 0;
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => {
    const end = index + word.length;
    while ((runs[at]?.end ?? end) <= index) at += 1;
    const boxes: Array<Box> = [];
    for (let next = at; next < runs.length; next += 1) {
      const run = runs[next] as Run;
      if (run.begin >= end) break;
      if (run.end > run.begin) boxes.push(boxOf(run, Math.max(run.begin, index), Math.min(run.end, end)));
    }
    return { text: word, boxes };
  });
}
