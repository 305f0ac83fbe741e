import { ParseSpeeds, PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import { type ContentsLine, drawContents, drawCover, layOutContents } from './booklet-front.ts';
import type { BookletPlan, BoundStatement, MergeProblem } from './booklet-plan.ts';
import { type CopiedStatement, copyStatement } from './copy-statement.ts';
import { drawFooter } from './draw-footer.ts';
import { a4, embedFonts } from './lettering.ts';

/** A booklet while its statements come, in the order of the plan. */
export interface Binding {
  /** Takes the PDF of the next entry; undefined for one without. A statement that cannot be merged is left out. */
  add(file: Uint8Array | undefined): Promise<void>;
  /** Puts all together. @returns undefined for more pages than the plan allows */
  finish(): Promise<Bound | undefined>;
}

export interface Bound {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly statements: ReadonlyArray<BoundStatement>;
}

interface Added {
  readonly copied: CopiedStatement | undefined;
  readonly problem: MergeProblem | null;
}

/**
 * Makes a booklet with libraries that were not written for hostile files: they can run for ever, and take all memory.
 * Only the bookbinder's own process may call it.
 */
export async function bindBooklet(plan: BookletPlan): Promise<Binding> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(plan.title, { showInWindowTitleBar: true });
  pdf.setLanguage(plan.language);
  pdf.setCreator('Lectern');
  const fonts = await embedFonts(pdf);
  const added: Array<Added> = [];

  async function merge(file: Uint8Array): Promise<Added> {
    const leaveOut = (problem: MergeProblem) => ({ copied: undefined, problem });
    try {
      const statement = await PDFDocument.load(file, {
        updateMetadata: false,
        ignoreEncryption: true, // it tells so itself
        parseSpeed: ParseSpeeds.Fastest,
      });
      if (statement.isEncrypted) return leaveOut('encrypted');
      const copied = copyStatement(statement, pdf);
      return copied.pages.length > 0 ? { copied, problem: null } : leaveOut('unreadable');
    } catch {
      return leaveOut('unreadable');
    }
  }

  return {
    async add(file) {
      added.push(file ? await merge(file) : { copied: undefined, problem: null });
    },
    async finish() {
      const isMissing = (entry: number) => added[entry]?.copied === undefined;
      const noteOf = (entry: number) =>
        isMissing(entry) ? plan.words.missing : (plan.entries[entry]?.note ?? '');
      const contents = layOutContents(fonts, plan.entries, noteOf);
      const frontPages = 1 + contents.pages.length;
      const starts = startsOf(added, frontPages, plan.oddPages);
      const pages = starts.end;
      if (pages > plan.maxPages) return undefined;

      drawCover(pdf, fonts, plan, pages);
      const lines = drawContents(pdf, fonts, plan, contents, (entry) => starts.of[entry] ?? null);
      const labels = new Map<number, string>();
      for (const [entry, { copied }] of added.entries()) {
        const start = starts.of[entry];
        if (!copied || start === null || start === undefined) continue;
        while (pdf.getPageCount() < start - 1) pdf.addPage(a4);
        for (const page of copied.pages) {
          pdf.addPage(page);
          labels.set(pdf.getPageCount(), plan.entries[entry]?.label ?? '');
        }
      }
      const all = pdf.getPages();
      for (const [at, page] of all.entries()) {
        const number = at + 1;
        if (number > 1) drawFooter(page, fonts, { label: labels.get(number), text: `${number} / ${pages}` });
      }
      const firstPages = starts.of.map((start) => (start === null ? undefined : all[start - 1]));
      for (const line of lines) linkTo(line, firstPages[line.entry]);
      addOutline(pdf, plan, firstPages);
      keepLayers(pdf, added);
      const statements = added.map(({ problem }, entry) => ({ page: starts.of[entry] ?? null, problem }));
      return { bytes: await pdf.save({ objectsPerTick: Number.POSITIVE_INFINITY }), pages, statements };
    },
  };
}

/** The first page of each entry, from 1, and the last page of all. */
function startsOf(added: ReadonlyArray<Added>, frontPages: number, oddPages: boolean) {
  let end = frontPages;
  const of = added.map(({ copied }) => {
    if (!copied) return null;
    const start = oddPages && end % 2 === 1 ? end + 2 : end + 1;
    end = start + copied.pages.length - 1;
    return start;
  });
  return { of, end };
}

/** ISO 32000-2 §12.5.6.5: a line of the contents leads to its statement. */
function linkTo({ page, area }: ContentsLine, target: PDFPage | undefined): void {
  if (!target) return;
  const { context } = page.doc;
  const link = context.obj({
    ...{ Type: 'Annot', Subtype: 'Link', Rect: [...area], Border: [0, 0, 0] },
    Dest: [target.ref, 'Fit'],
  });
  page.node.addAnnot(context.register(link));
}

/** §12.3.3: one bookmark for each statement. */
function addOutline(
  pdf: PDFDocument,
  { entries }: BookletPlan,
  firstPages: ReadonlyArray<PDFPage | undefined>,
): void {
  const { context } = pdf;
  const root = context.nextRef();
  const items = entries.flatMap(({ label, title }, entry) => {
    const page = firstPages[entry];
    return page ? [{ ref: context.nextRef(), title: `${label}. ${title}`, page }] : [];
  });
  if (items.length === 0) return;
  for (const [at, { ref, title, page }] of items.entries()) {
    const item = context.obj({
      ...{ Title: PDFHexString.fromText(title), Parent: root, Dest: [page.ref, 'Fit'] },
    });
    const [previous, next] = [items[at - 1]?.ref, items[at + 1]?.ref];
    if (previous) item.set(PDFName.of('Prev'), previous);
    if (next) item.set(PDFName.of('Next'), next);
    context.assign(ref, item);
  }
  const [first, last] = [items[0]?.ref as PDFRef, items.at(-1)?.ref as PDFRef];
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: items.length }));
  pdf.catalog.set(PDFName.of('Outlines'), root);
  pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

/** §8.11.4.2. */
function keepLayers(pdf: PDFDocument, added: ReadonlyArray<Added>): void {
  const layers = added.flatMap(({ copied }) => copied?.layers ?? []);
  const all = layers.flatMap((each) => each.all);
  if (all.length === 0) return;
  const hidden = layers.flatMap((each) => each.hidden);
  pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: all, D: { OFF: hidden } }));
}
