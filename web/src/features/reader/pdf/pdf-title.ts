import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/** Characters; a longer text isn't a title. */
const maxLength = 200;

/** Default titles of programs: their own name, a placeholder, or a file name. */
const useless = [
  /^(microsoft|powerpoint|libreoffice|openoffice)\b/i,
  /^(untitled|bez (tytułu|nazwy)|title|tytuł|document|dokument|slajd|slide|layout|presentation|prezentacja)\s*\d*$/i,
  /\.(docx?|dotx?|dvi|html?|indd|md|odp|odt|pages|pdf|pptx?|ps|rtf|tex|txt|typ|xlsx?)$/i,
  /\\|^(\/|file:)/,
  // Private-use and invisible characters, except joiners.
  /(?![\u200C\u200D])\p{C}|\uFFFD/u,
];

/** A task's label in a contest, before its title. */
const label = /^([Pp]roblem|PROBLEM|[Tt]ask|TASK|[Zz]adanie|ZADANIE)\s+[\p{Lu}\d]{1,2}(\s*[.:–—-]\s*|\s+|$)/u;

/** The title of a PDF from its metadata (ISO 32000-2 §14.3), or from the heading of its first page. */
export async function readTitle(pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<string | undefined> {
  const { info, metadata } = await pdf.getMetadata();
  const written = [(info as { Title?: unknown }).Title, metadata?.get('dc:title')];
  const [title] = written.flatMap((text) => (typeof text === 'string' ? (usefulTitle(text) ?? []) : []));
  return title ?? usefulTitle(headingOf((await page.getTextContent()).items));
}

/** The title in a text; undefined if it is useless. */
function usefulTitle(text: string): string | undefined {
  const title = text.normalize('NFC').replace(/\s+/g, ' ').trim().replace(label, '');
  if (title.length > maxLength || !/\p{L}/u.test(title)) return undefined;
  return useless.some((pattern) => pattern.test(title)) ? undefined : title;
}

type TextItems = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'];

/** A heading is larger than most of the text by this factor. */
const headingScale = 1.2;

/** The first text in the largest font size of a page; empty if all sizes are similar. */
function headingOf(items: TextItems): string {
  const texts = items.flatMap((item) => {
    if (!('str' in item)) return [];
    const { str, hasEOL, transform } = item;
    // Spaces may have any size.
    const size = str.trim() === '' ? undefined : Math.round(2 * heightOf(transform)) / 2;
    return [{ text: hasEOL ? `${str} ` : str, size }];
  });
  const letters = new Map<number, number>();
  for (const { text, size } of texts) {
    if (size !== undefined) letters.set(size, (letters.get(size) ?? 0) + text.length);
  }
  const [[body = 0] = []] = [...letters].toSorted(([, a], [, b]) => b - a);
  const largest = Math.max(0, ...letters.keys());
  if (largest < headingScale * body) return '';
  const begun = texts.slice(texts.findIndex(({ size }) => size === largest));
  const end = begun.findIndex(({ size }) => size !== undefined && size !== largest);
  return begun
    .slice(0, end < 0 ? undefined : end)
    .map(({ text }) => text)
    .join('');
}

/** Height of letters in points, also if rotated (§8.3.4). */
const heightOf = ([, , x, y]: ReadonlyArray<number>) => Math.hypot(x ?? 0, y ?? 0);
