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

/** A statement in another document. */
export interface CopiedStatement {
  readonly pages: ReadonlyArray<PDFPage>;
  readonly layers: Layers;
}

/** Optional content, ISO 32000-2 §8.11: what is hidden in a statement stays hidden. */
export interface Layers {
  readonly all: ReadonlyArray<PDFRef>;
  readonly hidden: ReadonlyArray<PDFRef>;
}

/** Entries of a page that say how it looks, §7.7.3.3. What it does, and what refers to other pages, is left behind. */
const pageEntries = new Set(
  [
    ...['Type', 'Parent', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'],
    ...['Resources', 'Contents', 'Group', 'Annots'],
  ].map(PDFName.of),
);

const elsewhere = ['F', 'FFilter', 'FDecodeParms', 'Ref'].map(PDFName.of);

/**
 * Copies the pages of a statement, to be added to the document. Of its annotations links to the web stay, and what others
 * draw; no action, form, attachment or script comes along.
 * @throws Error for one that pdf-lib does not read to its end
 */
export function copyStatement(from: PDFDocument, to: PDFDocument): CopiedStatement {
  // It keeps what it cannot read as it is, with numbers of objects that are others elsewhere.
  for (const [, object] of from.context.enumerateIndirectObjects()) {
    if (object instanceof PDFInvalidObject) throw new Error('The statement has objects that cannot be read.');
    // Bytes that lie in another file, §7.3.8.2, or a page of one, §8.10.4.
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

/** Gives a page its own lists of fonts and contents, which pages may share, as more is going to be drawn on it. */
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

/** §12.5.6.5, §12.6.4.8. */
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

/** A stamp that looks the same and does nothing, §12.5.6.12; undefined for what draws nothing by itself. */
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

/** The groups of optional content, and those that are not shown: §8.11.4.3, of the default configuration. */
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

/** §8.11.4.2: lets a document hide what is hidden in the statements that were copied to it. */
export function keepLayers({ catalog, context }: PDFDocument, layers: ReadonlyArray<Layers>): void {
  const all = layers.flatMap((each) => each.all);
  if (all.length === 0) return;
  const hidden = layers.flatMap((each) => each.hidden);
  catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: all, D: { OFF: hidden } }));
}
