import { Duplex, PDFArray, PDFDict, PDFName, type PDFObject, PDFPage, PDFRef } from 'pdf-lib';
import { a4 } from '../../../pdf/lettering.ts';
import { pagesOfOneSet, type SetsPlan } from './binding-plan.ts';
import { keepLayers } from './copy-statement.ts';
import { drawSeparator } from './draw-separator.ts';
import { type Added, type Binding, merge, newDocument } from './new-document.ts';
import { addOutline } from './outline.ts';

/**
 * Builds sets for rooms. All copies share the objects of their pages; only page dictionaries are repeated. Each separator and each copy
 * begins on the front of a double-sided sheet. Like `bindBooklet`, call it only in the bookbinder process.
 */
export async function bindSets(plan: SetsPlan): Promise<Binding> {
  const { pdf, fonts } = await newDocument(plan);
  const { catalog, context } = pdf;
  catalog.getOrCreateViewerPreferences().setDuplex(Duplex.DuplexFlipLongEdge);
  let added: Added = { copied: undefined, problem: 'unreadable' };

  /** The entries that all copies of a page share, with references instead of large objects. */
  function shared(page: PDFPage): ReadonlyMap<PDFName, PDFObject> {
    const entries = new Map(page.node.entries());
    for (const key of ['Resources', 'Contents', 'Group'].map(PDFName.of)) {
      const value = entries.get(key);
      if (value && !(value instanceof PDFRef)) entries.set(key, context.register(value));
    }
    const drawings = page.node.Annots()?.asArray().filter(isNoLink) ?? [];
    entries.delete(PDFName.of('Annots'));
    if (drawings.length > 0) entries.set(PDFName.of('Annots'), context.obj(drawings));
    context.delete(page.ref);
    return entries;
  }
  const isNoLink = (annotation: PDFObject) =>
    context.lookup(annotation, PDFDict).lookup(PDFName.of('Subtype')) !== PDFName.of('Link');

  function addPage(entries: ReadonlyMap<PDFName, PDFObject>, parent: PDFRef): PDFRef {
    const page = PDFDict.fromMapWithContext(new Map(entries), context);
    page.set(PDFName.of('Parent'), parent);
    return context.register(page);
  }

  return {
    async add(file) {
      if (file) added = await merge(pdf, file);
    },
    async finish() {
      const { copied, problem } = added;
      if (!copied) return { bytes: new Uint8Array(), pages: 0, statements: [{ page: null, problem }] };
      const pagesOfSet = pagesOfOneSet(copied.pages.length);
      const pages = plan.separators.length * pagesOfSet;
      if (pages > plan.maxPages) return undefined;

      const copy = copied.pages.map(shared);
      const empty = new Map<PDFName, PDFObject>([
        [PDFName.of('Type'), PDFName.of('Page')],
        [PDFName.of('MediaBox'), context.obj([0, 0, ...a4])],
        [PDFName.of('Resources'), context.obj({})],
      ]);
      const set = [empty, ...copy, ...(copy.length % 2 === 1 ? [empty] : [])];
      // One page-tree node per set (ISO 32000-2 §7.7.3.2), so that viewers find a page among thousands quickly.
      const root = catalog.get(PDFName.of('Pages')) as PDFRef;
      const nodes = context.lookup(root, PDFDict).lookup(PDFName.of('Kids'), PDFArray);
      const bookmarks = plan.separators.map((fields) => {
        const node = context.nextRef();
        const separator = PDFPage.create(pdf);
        separator.node.setParent(node);
        drawSeparator(separator, fonts, plan, fields);
        const kids = [separator.ref, ...set.map((entries) => addPage(entries, node))];
        context.assign(node, context.obj({ Type: 'Pages', Parent: root, Kids: kids, Count: kids.length }));
        nodes.push(node);
        return { title: fields.map(([, value]) => value).join(' · '), page: separator.ref };
      });
      context.lookup(root, PDFDict).set(PDFName.of('Count'), context.obj(pages));
      addOutline(pdf, bookmarks);
      keepLayers(pdf, [copied.layers]);
      const bytes = await pdf.save({ addDefaultPage: false, objectsPerTick: Number.POSITIVE_INFINITY });
      return { bytes, pages, statements: [{ page: 3, problem: null }] };
    },
  };
}
