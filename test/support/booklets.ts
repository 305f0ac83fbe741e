import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';

/** A booklet as pdf.js, an independent reader, finds it. */
export interface ReadBooklet {
  /** The text of each page. */
  readonly pages: ReadonlyArray<string>;
  /** Its bookmarks, each with the page that it leads to. */
  readonly bookmarks: ReadonlyArray<readonly [title: string, page: number]>;
  /** For each page, the addresses of links, or the pages that they lead to. */
  readonly links: ReadonlyArray<ReadonlyArray<string | number>>;
}

export async function readBooklet(bytes: Uint8Array): Promise<ReadBooklet> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const pageOf = async (dest: unknown) => (await pdf.getPageIndex((dest as [never])[0])) + 1;
  const pages: Array<string> = [];
  const links: Array<Array<string | number>> = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    const annotations = await page.getAnnotations();
    links.push(await Promise.all(annotations.map(({ url, dest }) => url ?? pageOf(dest))));
  }
  const outline = (await pdf.getOutline()) ?? [];
  const bookmarks = await Promise.all(
    outline.map(async ({ title, dest }) => [title, await pageOf(dest)] as const),
  );
  await task.destroy();
  return { pages, bookmarks, links };
}
