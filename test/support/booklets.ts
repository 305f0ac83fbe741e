import type { BookletPlan } from 'lectern-binding';
import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';

/** A booklet as pdf.js, an independent reader, finds it. */
export async function readBooklet(bytes: Uint8Array) {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const pageOf = async (dest: unknown) => (await pdf.getPageIndex((dest as [never])[0])) + 1;
  /** The text of each page. */
  const pages: Array<string> = [];
  /** For each page, the addresses of links, or the pages that they lead to. */
  const links: Array<Array<string | number>> = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const texts = items.map((item) => ('str' in item ? item.str : ''));
    pages.push(texts.join(' ').replace(/\s+/g, ' ').trim());
    const annotations = await page.getAnnotations();
    links.push(await Promise.all(annotations.map(({ url, dest }) => url ?? pageOf(dest))));
  }
  const outline = (await pdf.getOutline()) ?? [];
  /** Its bookmarks, each with the page that it leads to. */
  const bookmarks = await Promise.all(
    outline.map(async ({ title, dest }) => [title, await pageOf(dest)] as const),
  );
  await task.destroy();
  return { pages, bookmarks, links };
}

const titles = ['Suma', 'Zażółć gęślą jaźń', 'Trzecie', 'Czwarte'];
const labels = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The plan of a booklet of some PDFs; undefined is a task without one. */
export function bookletPlanOf(
  files: ReadonlyArray<Buffer | undefined>,
  plan: Partial<BookletPlan> = {},
): BookletPlan {
  const entries = files.map((file, at) => ({
    ...{ label: labels[at] as string, title: titles[at] ?? 'Kolejne', note: '' },
    size: file?.length ?? null,
  }));
  return {
    ...{ language: 'pl', title: 'Finał', facts: [['Zadania', String(files.length)]], entries },
    words: { contents: 'Spis treści', pages: 'Strony', missing: 'Nie ma go tutaj.' },
    ...{ oddPages: false, maxPages: 100, ...plan },
  };
}
