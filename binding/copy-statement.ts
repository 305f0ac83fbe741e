import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFObjectCopier,
  PDFPage,
  type PDFPageLeaf,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib';

/** A statement copied to another document. */
export interface CopiedStatement {
  readonly pages: ReadonlyArray<PDFPage>;
  readonly layers: Layers;
}

/** Optional content (ISO 32000-2 §8.11): layers hidden in a statement stay hidden. */
export interface Layers {
  readonly all: ReadonlyArray<PDFRef>;
  readonly hidden: ReadonlyArray<PDFRef>;
}

/** Page entries that define how the page looks (§7.7.3.3). Entries for actions and references to other pages are dropped. */
const pageEntries = new Set(
  [
    ...['Type', 'Parent', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'],
    ...['Resources', 'Contents', 'Group', 'Annots'],
  ].map(PDFName.of),
);

const elsewhere = ['F', 'FFilter', 'FDecodeParms', 'Ref'].map(PDFName.of);

/**
 * Copies the pages of a statement, to be added to a document. Of the annotations it keeps links to the web, and what
 * others draw; it drops actions, forms, attachments and scripts.
 * @throws Error when pdf-lib cannot read the whole statement
 */
export function copyStatement(from: PDFDocument, to: PDFDocument): CopiedStatement {
  // pdf-lib would copy unreadable objects unchanged, with object numbers that mean others in the target.
  for (const [, object] of from.context.enumerateIndirectObjects()) {
    if (object instanceof PDFInvalidObject) throw new Error('The statement has objects that cannot be read.');
    // External files (§7.3.8.2) and reference XObjects (§8.10.4).
    if (object instanceof PDFStream) for (const key of elsewhere) object.dict.delete(key);
  }
  const copier = PDFObjectCopier.for(from.context, to.context);
  const pages = from.getPages().map(({ node }) => {
    const annotations = harmlessAnnotations(node);
    for (const [key] of node.entries()) if (!pageEntries.has(key)) node.delete(key);
    node.set(PDFName.of('Annots'), annotations);
    const copied = copier.copy(node);
    separate(copied);
    return PDFPage.of(copied, to.context.register(copied), to);
  });
  const { all, hidden } = layersOf(from);
  const copyAll = (refs: ReadonlyArray<PDFRef>) => refs.map((ref) => copier.copy(ref));
  return { pages, layers: { all: copyAll(all), hidden: copyAll(hidden) } };
}

/** Clones the lists of fonts and contents, which pages may share, because this page gets a footer. */
function separate(page: PDFPageLeaf): void {
  const contents = page.Contents();
  if (contents instanceof PDFArray) page.set(PDFName.of('Contents'), contents.clone(page.context));
  const resources = page.Resources()?.clone(page.context) ?? page.context.obj({});
  for (const key of ['Font', 'XObject', 'ExtGState'].map(PDFName.of)) {
    const shared = resources.lookup(key);
    if (shared instanceof PDFDict) resources.set(key, shared.clone(page.context));
  }
  page.set(PDFName.of('Resources'), resources);
}

function harmlessAnnotations(page: PDFPageLeaf): PDFArray {
  const kept: Array<PDFDict> = [];
  const all = page.lookup(PDFName.of('Annots'));
  for (let at = 0; all instanceof PDFArray && at < all.size(); at += 1) {
    const annotation = all.lookup(at);
    if (!(annotation instanceof PDFDict)) continue;
    const isLink = annotation.lookup(PDFName.of('Subtype')) === PDFName.of('Link');
    const harmless = isLink ? webLink(annotation) : drawing(annotation);
    if (harmless) kept.push(harmless);
  }
  return page.context.obj(kept);
}

const webAddress = /^(https?|mailto):/i;

/** Link annotations (§12.5.6.5) with URI actions (§12.6.4.8). */
function webLink(annotation: PDFDict): PDFDict | undefined {
  const action = annotation.lookup(PDFName.of('A'));
  const address = action instanceof PDFDict ? action.lookup(PDFName.of('URI')) : undefined;
  if (!(address instanceof PDFString || address instanceof PDFHexString)) return undefined;
  if (!webAddress.test(address.decodeText())) return undefined;
  return annotation.context.obj({
    ...entriesOf(annotation, ['Rect', 'Border', 'QuadPoints']),
    Type: 'Annot',
    Subtype: 'Link',
    A: { S: 'URI', URI: address },
  });
}

/** A stamp (§12.5.6.12) with the same appearance and no action; undefined for annotations without an appearance. */
function drawing(annotation: PDFDict): PDFDict | undefined {
  if (!(annotation.lookup(PDFName.of('AP')) instanceof PDFDict)) return undefined;
  return annotation.context.obj({
    ...entriesOf(annotation, ['Rect', 'AP', 'AS', 'F']),
    Type: 'Annot',
    Subtype: 'Stamp',
  });
}

function entriesOf(dict: PDFDict, keys: ReadonlyArray<string>): Record<string, PDFObject> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = dict.get(PDFName.of(key));
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** All optional content groups, and those that the default configuration hides (§8.11.4.3). */
function layersOf({ catalog }: PDFDocument): Layers {
  const properties = catalog.lookup(PDFName.of('OCProperties'));
  if (!(properties instanceof PDFDict)) return { all: [], hidden: [] };
  const all = refsIn(properties, 'OCGs');
  const shown = properties.lookup(PDFName.of('D'));
  if (!(shown instanceof PDFDict)) return { all, hidden: [] };
  const isOffAtFirst = shown.lookup(PDFName.of('BaseState')) === PDFName.of('OFF');
  const on = new Set(refsIn(shown, 'ON'));
  return { all, hidden: isOffAtFirst ? all.filter((ref) => !on.has(ref)) : refsIn(shown, 'OFF') };
}

function refsIn(dict: PDFDict, key: string): ReadonlyArray<PDFRef> {
  const list = dict.lookup(PDFName.of(key));
  return list instanceof PDFArray ? list.asArray().filter((each) => each instanceof PDFRef) : [];
}

/** Hides the layers that are hidden in the copied statements (§8.11.4.2). */
export function keepLayers({ catalog, context }: PDFDocument, layers: ReadonlyArray<Layers>): void {
  const all = layers.flatMap((each) => each.all);
  if (all.length === 0) return;
  const hidden = layers.flatMap((each) => each.hidden);
  catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: all, D: { OFF: hidden } }));
}
