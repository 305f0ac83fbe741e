import { type PDFDocument, PDFHexString, PDFName, type PDFRef } from 'pdf-lib';

/** Adds bookmarks (ISO 32000-2 §12.3.3). */
export function addOutline(
  { catalog, context }: PDFDocument,
  bookmarks: ReadonlyArray<{ readonly title: string; readonly page: PDFRef }>,
): void {
  if (bookmarks.length === 0) return;
  const root = context.nextRef();
  const items = bookmarks.map((bookmark) => ({ ...bookmark, ref: context.nextRef() }));
  for (const [at, { title, page, ref }] of items.entries()) {
    const item = context.obj({ Title: PDFHexString.fromText(title), Parent: root, Dest: [page, 'Fit'] });
    const [previous, next] = [items[at - 1], items[at + 1]];
    if (previous) item.set(PDFName.of('Prev'), previous.ref);
    if (next) item.set(PDFName.of('Next'), next.ref);
    context.assign(ref, item);
  }
  const [first, last] = [items[0]?.ref, items.at(-1)?.ref];
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: items.length }));
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
