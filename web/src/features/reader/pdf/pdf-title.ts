import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/** Characters; a longer text is no title. */
const maxLength = 200;

/** What programs write where nobody has given a title: their own name, a placeholder, or the name of a file. */
const useless = [
  /^(microsoft|powerpoint|libreoffice|openoffice)\b/i,
  /^(untitled|bez (tytułu|nazwy)|title|tytuł|document|dokument|slajd|slide|layout|presentation|prezentacja)\s*\d*$/i,
  /\.(docx?|dotx?|dvi|html?|indd|md|odp|odt|pages|pdf|pptx?|ps|rtf|tex|txt|typ|xlsx?)$/i,
  /\\|^(\/|file:)/,
  // Letters that a font has in places of its own, and what shows nothing, but for joiners.
  /(?![\u200C\u200D])\p{C}|\uFFFD/u,
];

/** The label that a task has in a contest, in front of its title. */
const label = /^([Pp]roblem|PROBLEM|[Tt]ask|TASK|[Zz]adanie|ZADANIE)\s+[\p{Lu}\d]{1,2}(\s*[.:–—-]\s*|\s+|$)/u;

/** What a PDF says to be its title: in its metadata (ISO 32000-2 §14.3), else as the heading of its first page. */
export async function readTitle(pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<string | undefined> {
  const { info, metadata } = await pdf.getMetadata();
  const written = [(info as { Title?: unknown }).Title, metadata?.get('dc:title')];
  const [title] = written.flatMap((text) => (typeof text === 'string' ? (usefulTitle(text) ?? []) : []));
  return title ?? usefulTitle(headingOf((await page.getTextContent()).items));
}

/** The title in a text; undefined where the text is none. */
function usefulTitle(text: string): string | undefined {
  const title = text.normalize('NFC').replace(/\s+/g, ' ').trim().replace(label, '');
  if (title.length > maxLength || !/\p{L}/u.test(title)) return undefined;
  return useless.some((pattern) => pattern.test(title)) ? undefined : title;
}

type TextItems = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'];

/** So much larger than most of the text is a heading. */
const headingScale = 1.2;

/** The first text in the largest letters of a page; empty where all letters are of about one size. */
function headingOf(items: TextItems): string {
  const texts = items.flatMap((item) => {
    if (!('str' in item)) return [];
    const { str, hasEOL, transform } = item;
    // Spaces have any size.
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

/** The height of letters in points, however they are turned (§8.3.4). */
const heightOf = ([, , x, y]: ReadonlyArray<number>) => Math.hypot(x ?? 0, y ?? 0);
