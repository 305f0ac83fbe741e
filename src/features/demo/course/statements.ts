import { gooseEnglish, goosePolish, type Statement, sumOfSquares } from '../statement.ts';

/** A task of the demo course. */
export interface CourseTask {
  /** Behind the prefix of the course in the external id. */
  readonly name: string;
  readonly title: string;
  /** The PDF in each language. */
  readonly statements: ReadonlyArray<Statement>;
}

const sumOfSquaresPolish: Statement = {
  title: 'Suma kwadratów',
  language: 'pl',
  fileName: 'suma-kwadratów.pl.pdf',
  pages: [
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
};

const shelvesEnglish: Statement = {
  title: 'Balanced Shelves',
  language: 'en',
  fileName: 'balanced-shelves.en.pdf',
  pages: [
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
};

const shelvesPolish: Statement = {
  title: 'Równe półki',
  language: 'pl',
  fileName: 'równe-półki.pl.pdf',
  pages: [
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
};

export const groupTasks: ReadonlyArray<CourseTask> = [
  {
    name: 'sum-of-squares',
    title: 'Sum of Squares',
    statements: [sumOfSquares, sumOfSquaresPolish],
  },
  { name: 'polish-letters', title: 'Zażółć gęślą jaźń', statements: [gooseEnglish, goosePolish] },
];

export const contestTasks: ReadonlyArray<CourseTask> = [
  { name: 'balanced-shelves', title: 'Balanced Shelves', statements: [shelvesEnglish, shelvesPolish] },
];
