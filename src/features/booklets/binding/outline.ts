import { type PDFDocument, PDFHexString, PDFName, type PDFRef } from 'pdf-lib';

/** ISO 32000-2 §12.3.3: bookmarks, each of which leads to a page. */
export function addOutline(
  { catalog, context }: PDFDocument,
  bookmarks: ReadonlyArray<{ readonly title: string; readonly page: PDFRef }>,
): void {
  if (bookmarks.length === 0) return;
  const root = context.nextRef();
  const refs = bookmarks.map(() => context.nextRef());
  for (const [at, { title, page }] of bookmarks.entries()) {
    const item = context.obj({ Title: PDFHexString.fromText(title), Parent: root, Dest: [page, 'Fit'] });
    const [previous, next] = [refs[at - 1], refs[at + 1]];
    if (previous) item.set(PDFName.of('Prev'), previous);
    if (next) item.set(PDFName.of('Next'), next);
    context.assign(refs[at] as PDFRef, item);
  }
  const [first, last] = [refs[0] as PDFRef, refs.at(-1) as PDFRef];
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: refs.length }));
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}
