import type { PDFPage } from 'pdf-lib';
import type { BookletPlan } from './binding-plan.ts';
import { type ContentsLine, drawContents, drawCover, layOutContents } from './booklet-front.ts';
import { keepLayers } from './copy-statement.ts';
import { drawFooter } from './draw-footer.ts';
import { a4 } from './lettering.ts';
import { type Added, type Binding, merge, newDocument } from './new-document.ts';
import { addOutline } from './outline.ts';

/**
 * Builds a booklet with libraries that are not hardened against hostile files: they may loop forever or exhaust memory.
 * Call it only in the bookbinder process.
 */
export async function bindBooklet(plan: BookletPlan): Promise<Binding> {
  const { pdf, fonts } = await newDocument(plan);
  const added: Array<Added> = [];

  return {
    async add(file) {
      added.push(file ? await merge(pdf, file) : { copied: undefined, problem: null });
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
      const bookmarks = plan.entries.flatMap(({ label, title }, entry) => {
        const page = firstPages[entry]?.ref;
        return page ? [{ title: `${label}. ${title}`, page }] : [];
      });
      addOutline(pdf, bookmarks);
      keepLayers(
        pdf,
        added.flatMap(({ copied }) => copied?.layers ?? []),
      );
      const statements = added.map(({ problem }, entry) => ({ page: starts.of[entry] ?? null, problem }));
      return { bytes: await pdf.save({ objectsPerTick: Number.POSITIVE_INFINITY }), pages, statements };
    },
  };
}

/** The first page of each entry, from 1, and the last page of the booklet. */
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

/** Links a line of the contents to its statement (ISO 32000-2 §12.5.6.5). */
function linkTo({ page, area }: ContentsLine, target: PDFPage | undefined): void {
  if (!target) return;
  const { context } = page.doc;
  const link = context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [...area],
    Border: [0, 0, 0],
    Dest: [target.ref, 'Fit'],
  });
  page.node.addAnnot(context.register(link));
}
