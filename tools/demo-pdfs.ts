import { a4, embedFonts, linesOf } from 'lectern-binding';
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib';
import { type StatementName, statements } from '../src/features/demo/statements.ts';

const margin = 72;
/** Fixed, so that the bytes are reproducible. */
const madeAt = new Date(0);

interface Page {
  readonly heading: string;
  readonly paragraphs: ReadonlyArray<string>;
}

const contestPages: ReadonlyArray<Page> = [
  { heading: 'Task', paragraphs: ['A contest task of the Lectern demo.'] },
  { heading: 'Limits', paragraphs: ['One second, 256 MB.'] },
];

const texts: Readonly<Record<StatementName, ReadonlyArray<Page>>> = {
  'sum-of-squares.en': [
    {
      heading: 'Task',
      paragraphs: [
        'You are given a list of n whole numbers. Find how many ways there are to choose two different positions i < j so that the sum of the squares of both numbers is itself a square.',
        'The answer may be large. Give it as it is, without a modulus.',
      ],
    },
    {
      heading: 'Input and output',
      paragraphs: [
        'The first line holds n (1 ≤ n ≤ 200 000). The second line holds n whole numbers, each from 1 to 1 000 000 000.',
        'Write one line with one number: how many pairs there are.',
      ],
    },
    {
      heading: 'Example',
      paragraphs: ['For the list 3 4 5 12 the answer is 2: the pairs are (3, 4) and (5, 12).'],
    },
  ],
  'sum-of-squares.pl': [
    {
      heading: 'Zadanie',
      paragraphs: [
        'Dana jest lista n liczb całkowitych. Oblicz, na ile sposobów można wybrać dwie różne pozycje i < j tak, by suma kwadratów obu liczb sama była kwadratem liczby całkowitej.',
        'Wynik może być duży. Podaj go w całości, bez reszty z dzielenia.',
      ],
    },
    {
      heading: 'Wejście i wyjście',
      paragraphs: [
        'Pierwszy wiersz zawiera n (1 ≤ n ≤ 200 000). Drugi wiersz zawiera n liczb całkowitych od 1 do 1 000 000 000.',
        'Wypisz jeden wiersz z jedną liczbą: liczbą takich par.',
      ],
    },
    {
      heading: 'Przykład',
      paragraphs: ['Dla listy 3 4 5 12 wynikiem jest 2: są to pary (3, 4) i (5, 12).'],
    },
  ],
  'polish-letters.en': [
    {
      heading: 'A sentence with every Polish letter',
      paragraphs: [
        'The sentence "Zażółć gęślą jaźń" holds each of the nine letters that Polish adds to the Latin alphabet: ą, ć, ę, ł, ń, ó, ś, ź and ż.',
        'Write a program that reads a text and says which of the nine letters are missing from it.',
      ],
    },
    {
      heading: 'Limits',
      paragraphs: [
        'The text has at most 1 000 000 characters in UTF-8. Upper-case and lower-case letters count as the same.',
      ],
    },
  ],
  'polish-letters.pl': [
    {
      heading: 'Zdanie ze wszystkimi polskimi literami',
      paragraphs: [
        'Zdanie „Zażółć gęślą jaźń” zawiera każdą z dziewięciu liter, które język polski dodaje do alfabetu łacińskiego: ą, ć, ę, ł, ń, ó, ś, ź oraz ż.',
        'Napisz program, który wczyta tekst i powie, których z tych dziewięciu liter w nim brakuje.',
      ],
    },
    {
      heading: 'Ograniczenia',
      paragraphs: ['Tekst ma co najwyżej 1 000 000 znaków w UTF-8. Wielkość liter nie ma znaczenia.'],
    },
  ],
  'balanced-shelves.en': [
    {
      heading: 'Task',
      paragraphs: [
        'A library has n books of known weight. Put every book on one of two shelves so that the weights of the shelves differ as little as possible.',
      ],
    },
    {
      heading: 'Input and output',
      paragraphs: [
        'The first line holds n (1 ≤ n ≤ 200). The second line holds the n weights, each from 1 to 1 000.',
        'Write one line with the smallest difference that can be reached.',
      ],
    },
  ],
  'balanced-shelves.pl': [
    {
      heading: 'Zadanie',
      paragraphs: [
        'Biblioteka ma n książek o znanej wadze. Ustaw każdą z nich na jednej z dwóch półek tak, by wagi półek różniły się jak najmniej.',
      ],
    },
    {
      heading: 'Wejście i wyjście',
      paragraphs: [
        'Pierwszy wiersz zawiera n (1 ≤ n ≤ 200). Drugi wiersz zawiera n wag, każdą od 1 do 1 000.',
        'Wypisz jeden wiersz z najmniejszą możliwą różnicą.',
      ],
    },
  ],
  'lighthouse-walks.en': [
    { heading: 'Task', paragraphs: ['A keeper walks between lighthouses along a graph of piers.'] },
    { heading: 'Limits', paragraphs: ['The graph has at most 100 000 piers.'] },
  ],
  'apple-orchard.en': contestPages,
  'bridge-tolls.en': contestPages,
  'canal-locks.en': contestPages,
  'domino-towers.en': contestPages,
  'echo-chambers.en': contestPages,
  'fence-posts.en': contestPages,
  'glacier-paths.en': contestPages,
};

/** The PDFs of the demo, for `tools/generate.ts`. */
export const demoPdfs = (Object.keys(texts) as Array<StatementName>).map((name) => ({
  file: `src/features/demo/pdfs/${name}.pdf`,
  make: () => typeset(name),
}));

/** Creates a PDF with an embedded font for most European languages. */
async function typeset(name: StatementName): Promise<Uint8Array> {
  const { title, language } = statements[name];
  const pages = texts[name];
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setCreationDate(madeAt);
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(language);
  pdf.setProducer('Lectern demo');
  const { regular, bold } = await embedFonts(pdf);

  for (const [at, { heading, paragraphs }] of pages.entries()) {
    const page = pdf.addPage(a4);
    let y = a4[1] - margin;
    y = write(page, title, bold, 22, y) - 18;
    y = write(page, heading, bold, 14, y) - 8;
    for (const paragraph of paragraphs) y = write(page, paragraph, regular, 11, y) - 8;
    const footer = `${at + 1} / ${pages.length}`;
    page.drawText(footer, { x: a4[0] / 2 - 10, y: margin / 2, size: 9, font: regular });
  }
  return pdf.save();
}

/**
 * Writes a paragraph, wrapped to the page.
 * @returns where the next one begins
 */
function write(page: PDFPage, text: string, font: PDFFont, size: number, top: number): number {
  let y = top;
  for (const line of linesOf(text, font, size, a4[0] - 2 * margin)) {
    y -= size * 1.4;
    page.drawText(line, { x: margin, y, size, font });
  }
  return y;
}
