export interface Statement {
  readonly title: string;
  readonly language: string;
  readonly fileName: string;
}

/** The statements of the demo. `npm run generate` makes their PDFs in `files/`. */
export const statements = {
  'sum-of-squares.en': { title: 'Sum of Squares', language: 'en', fileName: 'sum-of-squares.en.pdf' },
  'sum-of-squares.pl': { title: 'Suma kwadratów', language: 'pl', fileName: 'suma-kwadratów.pl.pdf' },
  'polish-letters.en': { title: 'Zażółć gęślą jaźń', language: 'en', fileName: 'zażółć gęślą jaźń (en).pdf' },
  'polish-letters.pl': { title: 'Zażółć gęślą jaźń', language: 'pl', fileName: 'zażółć gęślą jaźń (pl).pdf' },
  'balanced-shelves.en': { title: 'Balanced Shelves', language: 'en', fileName: 'balanced-shelves.en.pdf' },
  'balanced-shelves.pl': { title: 'Równe półki', language: 'pl', fileName: 'równe-półki.pl.pdf' },
  'lighthouse-walks.en': { title: 'Lighthouse Walks', language: 'en', fileName: 'lighthouse-walks.en.pdf' },
  'apple-orchard.en': { title: 'Apple Orchard', language: 'en', fileName: 'apple-orchard.en.pdf' },
  'bridge-tolls.en': { title: 'Bridge Tolls', language: 'en', fileName: 'bridge-tolls.en.pdf' },
  'canal-locks.en': { title: 'Canal Locks', language: 'en', fileName: 'canal-locks.en.pdf' },
  'domino-towers.en': { title: 'Domino Towers', language: 'en', fileName: 'domino-towers.en.pdf' },
  'echo-chambers.en': { title: 'Echo Chambers', language: 'en', fileName: 'echo-chambers.en.pdf' },
  'fence-posts.en': { title: 'Fence Posts', language: 'en', fileName: 'fence-posts.en.pdf' },
  'glacier-paths.en': { title: 'Glacier Paths', language: 'en', fileName: 'glacier-paths.en.pdf' },
} as const satisfies Readonly<Record<string, Statement>>;

export type StatementName = keyof typeof statements;
