/** The text of a demo PDF: one entry a page. */
export interface Statement {
  readonly title: string;
  readonly language: string;
  readonly fileName: string;
  readonly pages: ReadonlyArray<{ readonly heading: string; readonly paragraphs: ReadonlyArray<string> }>;
}

export const sumOfSquares: Statement = {
  title: 'Sum of Squares',
  language: 'en',
  fileName: 'sum-of-squares.en.pdf',
  pages: [
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
};

export const gooseEnglish: Statement = {
  title: 'Zażółć gęślą jaźń',
  language: 'en',
  fileName: 'zażółć gęślą jaźń (en).pdf',
  pages: [
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
};

export const goosePolish: Statement = {
  title: 'Zażółć gęślą jaźń',
  language: 'pl',
  fileName: 'zażółć gęślą jaźń (pl).pdf',
  pages: [
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
};

export const nextWeek: Statement = {
  title: 'Lighthouse Walks',
  language: 'en',
  fileName: 'lighthouse-walks.en.pdf',
  pages: [
    { heading: 'Task', paragraphs: ['A keeper walks between lighthouses along a graph of piers.'] },
    { heading: 'Limits', paragraphs: ['The graph has at most 100 000 piers.'] },
  ],
};

export const lastTerm: Statement = {
  title: 'Balanced Shelves',
  language: 'en',
  fileName: 'balanced-shelves.en.pdf',
  pages: [
    { heading: 'Task', paragraphs: ['Put books on two shelves so that both carry the same weight.'] },
    { heading: 'Limits', paragraphs: ['There are at most 5 000 books.'] },
  ],
};
