import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PDFLinkService } from 'pdfjs-dist/web/pdf_viewer.mjs';
import type { OutlineItem } from './reading.ts';

interface PdfOutlineItem {
  readonly title: string;
  readonly dest: string | ReadonlyArray<unknown> | null;
  /** Only if pdf.js considers it safe. */
  readonly url: string | null;
  readonly items: ReadonlyArray<PdfOutlineItem>;
}

/** Outlines come from the PDF, so they may have any size. */
const mostItems = 2000;
const mostLevels = 8;

export async function readOutline(
  pdf: PDFDocumentProxy,
  linkService: PDFLinkService,
): Promise<ReadonlyArray<OutlineItem>> {
  const found = ((await pdf.getOutline()) ?? []) as ReadonlyArray<PdfOutlineItem>;
  let left = mostItems;
  const toItems = (items: ReadonlyArray<PdfOutlineItem>, levels: number): ReadonlyArray<OutlineItem> =>
    items.slice(0, left).flatMap((item): ReadonlyArray<OutlineItem> => {
      if (left <= 0) return [];
      left -= 1;
      const { title, dest, url } = item;
      const inner = levels > 1 ? toItems(item.items, levels - 1) : [];
      if (dest !== null)
        return [{ title, items: inner, go: () => void linkService.goToDestination(dest as never) }];
      if (url !== null) {
        return [{ title, items: inner, go: () => void window.open(url, '_blank', 'noopener,noreferrer') }];
      }
      return [{ title, items: inner, go: undefined }];
    });
  return toItems(found, mostLevels);
}
