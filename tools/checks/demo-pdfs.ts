import { type StatementName, statements } from '../../src/features/demo/statements.ts';
import { type Block, type Pen, type StatementText, typeset } from './typeset.ts';

type Text = Omit<StatementText, 'title' | 'language' | 'columns'>;

const english = {
  columns: ['Input', 'Output'],
  limits: 'Time limit: 1 second · Memory limit: 256 MB',
} as const;
const polish = {
  columns: ['Wejście', 'Wyjście'],
  limits: 'Limit czasu: 1 sekunda · Limit pamięci: 256 MB',
} as const;
const course = 'Algorithms 101';
const [input, output] = [{ heading: 'Input' }, { heading: 'Output' }];
const examples = { heading: 'Examples' };

function bookshelves({ width, box, line }: Pen): void {
  const left = (width - 320) / 2;
  for (const [shelf, weights] of [
    [0, [30, 22, 41, 18, 27]],
    [1, [25, 38, 20, 33, 22]],
  ] as const) {
    const x = left + shelf * 180;
    line([x - 8, 4], [x + 148, 4], { thick: true });
    let at = x;
    for (const weight of weights) {
      box([at, 6], weight * 0.9, 40 + weight, 1 - weight / 120);
      at += weight * 0.9 + 2;
    }
  }
}

const piers = [
  [0, 1],
  [1, 2],
  [0, 3],
  [1, 4],
  [3, 4],
  [2, 5],
  [4, 5],
] as const;
const lighthouses = [
  [40, 90],
  [150, 110],
  [270, 80],
  [90, 20],
  [200, 35],
  [330, 20],
] as const;

/** A graph of six points. @param labels of its lines, in the order of `piers` */
const graph =
  (labels: ReadonlyArray<string>, thick: ReadonlyArray<number>) =>
  ({ width, line, circle, label }: Pen): void => {
    const left = (width - 370) / 2;
    const at = (index: number) =>
      [left + (lighthouses[index]?.[0] ?? 0), lighthouses[index]?.[1] ?? 0] as const;
    for (const [index, [from, to]] of piers.entries()) {
      const [a, b] = [at(from), at(to)];
      line(a, b, { thick: thick.includes(index) });
      label(labels[index] ?? '', [(a[0] + b[0]) / 2 + 6, (a[1] + b[1]) / 2 + 8]);
    }
    for (const index of lighthouses.keys()) {
      circle(at(index), 9);
      label(String(index + 1), at(index));
    }
  };

function orchard({ width, circle, line }: Pen): void {
  const left = (width - 240) / 2;
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 9; column++) {
      circle(
        [left + column * 30, 12 + row * 28],
        4 + ((row * 5 + column * 7) % 6),
        (row + column * 2) % 5 === 0,
      );
    }
  }
  line([left - 14, 26], [left + 254, 26], { dashed: true });
  line([left - 14, 82], [left + 254, 82], { dashed: true });
}

function locks({ width, box, line, label }: Pen): void {
  const left = (width - 340) / 2;
  for (const [at, level] of [20, 38, 56, 74, 92].entries()) {
    box([left + at * 68, 8], 66, level - 8, 0.86);
    line([left + at * 68, level], [left + at * 68 + 66, level], { thick: true });
    line([left + at * 68 + 67, 4], [left + at * 68 + 67, level + 26]);
    label(`h${'₁₂₃₄₅'[at]}`, [left + at * 68 + 33, level + 9]);
  }
}

function dominoes({ width, box, line }: Pen): void {
  const left = (width - 300) / 2;
  for (const [at, height] of [34, 52, 28, 70, 44, 62, 30, 84].entries()) {
    box([left + at * 38, 6], 9, height, 0.8);
    line([left + at * 38 + 9, 6], [left + at * 38 + 9 + height * 0.6, 6], { dashed: true });
  }
  line([left - 12, 6], [left + 320, 6]);
}

function rooms({ width, box, label }: Pen): void {
  const left = (width - 300) / 2;
  for (let depth = 0; depth < 5; depth++) {
    const inset = depth * 11;
    box([left + inset * 2, inset], 300 - inset * 4, 110 - inset * 2, 1 - depth * 0.04);
  }
  label('echo(n)', [width / 2, 55]);
}

function fence({ width, box, line }: Pen): void {
  const left = (width - 320) / 2;
  for (const [at, height] of [40, 55, 55, 70, 30, 62, 62, 45, 80, 50].entries())
    box([left + at * 34, 4], 12, height, 0.85);
  line([left - 8, 24], [left + 326, 24], { thick: true });
}

const glacierSize = 12;
/** The height of a field: a slope with crevasses, which differ from map to map. */
const heightAt = (map: number, row: number, column: number) =>
  60 + row * 3 + Math.round(20 * Math.sin((column + map) / 2) * Math.cos((row * (map + 2)) / 5));

/** A map of heights with the way down that always takes the lowest neighbour below. */
const glacier =
  (map: number) =>
  ({ width, box, line, label }: Pen): void => {
    const field = 30;
    const left = (width - glacierSize * field) / 2;
    const corner = (row: number, column: number) =>
      [left + column * field, (glacierSize - 1 - row) * field] as const;
    const middle = (row: number, column: number) => {
      const [x, y] = corner(row, column);
      return [x + field / 2, y + field / 2] as const;
    };
    for (let row = 0; row < glacierSize; row++) {
      for (let column = 0; column < glacierSize; column++) {
        const height = heightAt(map, row, column);
        box(corner(row, column), field, field, 0.55 + height / 260);
        label(String(height), middle(row, column));
      }
    }
    let column = map % glacierSize;
    for (let row = 0; row < glacierSize - 1; row++) {
      const next = [column - 1, column, column + 1]
        .filter((each) => each >= 0 && each < glacierSize)
        .sort((a, b) => heightAt(map, row + 1, a) - heightAt(map, row + 1, b))[0];
      if (next === undefined) break;
      line(middle(row, column), middle(row + 1, next), { thick: true });
      column = next;
    }
  };

const glacierMaps = Array.from(
  { length: 10 },
  (_, at): ReadonlyArray<Block> => [
    'new page',
    { heading: `Appendix: map ${at + 1}` },
    {
      text: `The survey of station ${at + 1}, ${12 + at * 7} days after the first snow. A descent begins at column $c = ${(at % glacierSize) + 1}$ of the highest row.`,
    },
    {
      figure: glacier(at),
      height: glacierSize * 30 + 8,
      caption: 'Heights in metres, and the way down that takes the lowest field each time.',
    },
    {
      text: 'The marked way is not always the best one: a path that first climbs less may end lower. Solutions that follow it pass only the first group of tests.',
    },
  ],
).flat();

const texts: Readonly<Record<StatementName, Text>> = {
  'sum-of-squares.en': {
    ...english,
    contest: `${course} · Exercise 1`,
    blocks: [
      {
        text: 'Pythagoras has a long list of whole numbers and a weakness for right-angled triangles. He picks two numbers of his list as the legs of a triangle and is happy if the hypotenuse, too, has a whole length. How many different pairs make him happy?',
      },
      {
        text: 'Formally: given $a_1, a_2, …, a_n$, count the pairs of positions $i < j$ for which there is a whole number $c$ with',
      },
      { formula: '$a_i^2 + a_j^2 = c^2.$' },
      {
        figure: ({ width, line, label }) => {
          const left = width / 2 - 70;
          line([left, 8], [left + 144, 8], { thick: true });
          line([left, 8], [left, 70], { thick: true });
          line([left, 70], [left + 144, 8], { thick: true });
          line([left, 16], [left + 8, 16]);
          line([left + 8, 16], [left + 8, 8]);
          label('5', [left - 10, 38]);
          label('12', [left + 72, -3]);
          label('13', [left + 82, 47]);
        },
        height: 78,
        caption: 'The legs 5 and 12 of the first example.',
      },
      input,
      {
        text: 'The first line holds one number $n$ $(1 ≤ n ≤ 5 · 10^3)$. The second line holds the numbers $a_1, …, a_n$ $(1 ≤ a_i ≤ 10^9)$, separated by spaces. Numbers may repeat.',
      },
      output,
      { text: 'Write one line with one number: how many pairs there are.' },
      examples,
      {
        samples: [
          ['4\n3 4 5 12', '2'],
          ['3\n1 1 1', '0'],
          ['5\n8 15 6 8 15', '6'],
        ],
      },
      {
        text: 'In the first example the pairs are $(3, 4)$ and $(5, 12)$. In the third, 8 appears twice and makes a pair with each 15, and with 6.',
      },
    ],
  },
  'sum-of-squares.pl': {
    ...polish,
    contest: `${course} · Ćwiczenie 1`,
    blocks: [
      {
        text: 'Pitagoras ma długą listę liczb całkowitych i słabość do trójkątów prostokątnych. Wybiera z listy dwie liczby jako przyprostokątne i jest szczęśliwy, jeśli przeciwprostokątna też ma całkowitą długość. Ile różnych par go uszczęśliwia?',
      },
      {
        text: 'Formalnie: dla danych $a_1, a_2, …, a_n$ policz pary pozycji $i < j$, dla których istnieje liczba całkowita $c$ taka, że',
      },
      { formula: '$a_i^2 + a_j^2 = c^2.$' },
      { heading: 'Wejście' },
      {
        text: 'Pierwszy wiersz zawiera jedną liczbę $n$ $(1 ≤ n ≤ 5 · 10^3)$. Drugi wiersz zawiera liczby $a_1, …, a_n$ $(1 ≤ a_i ≤ 10^9)$ oddzielone odstępami. Liczby mogą się powtarzać.',
      },
      { heading: 'Wyjście' },
      { text: 'Wypisz jeden wiersz z jedną liczbą: liczbą takich par.' },
      { heading: 'Przykłady' },
      {
        samples: [
          ['4\n3 4 5 12', '2'],
          ['3\n1 1 1', '0'],
          ['5\n8 15 6 8 15', '6'],
        ],
      },
    ],
  },
  'polish-letters.en': {
    ...english,
    contest: `${course} · Exercise 2`,
    blocks: [
      {
        text: 'The sentence “Zażółć gęślą jaźń” holds each of the nine letters that Polish adds to the Latin alphabet: ą, ć, ę, ł, ń, ó, ś, ź and ż. A typographer tries every new font with it, and grows tired of it. Help her judge other sentences: which of the nine letters does a text miss?',
      },
      input,
      { text: 'One line with a text of at most $10^6$ characters in UTF-8.' },
      output,
      {
        text: 'One line with the missing letters in the order of the Polish alphabet, or a hyphen if none is missing. Capital and small letters count as the same.',
      },
      examples,
      {
        samples: [
          ['Zażółć gęślą jaźń', '-'],
          ['Pchnąć w tę łódź jeża', 'ńś'],
        ],
      },
    ],
  },
  'polish-letters.pl': {
    ...polish,
    contest: `${course} · Ćwiczenie 2`,
    blocks: [
      {
        text: 'Zdanie „Zażółć gęślą jaźń” zawiera każdą z dziewięciu liter, które język polski dodaje do alfabetu łacińskiego: ą, ć, ę, ł, ń, ó, ś, ź oraz ż. Pewna typografka sprawdza nim każdy nowy krój pisma i ma go już dość. Pomóż jej ocenić inne zdania: których z dziewięciu liter w tekście brakuje?',
      },
      { heading: 'Wejście' },
      { text: 'Jeden wiersz z tekstem, który ma co najwyżej $10^6$ znaków w UTF-8.' },
      { heading: 'Wyjście' },
      {
        text: 'Jeden wiersz z brakującymi literami w kolejności polskiego alfabetu albo łącznik, jeśli nie brakuje żadnej. Wielkość liter nie ma znaczenia.',
      },
      { heading: 'Przykłady' },
      {
        samples: [
          ['Zażółć gęślą jaźń', '-'],
          ['Pchnąć w tę łódź jeża', 'ńś'],
        ],
      },
    ],
  },
  'balanced-shelves.en': {
    ...english,
    contest: `${course} · Exercise 3`,
    blocks: [
      {
        text: 'A library has $n$ books; book $i$ weighs $w_i$ grams. Put every book on one of two shelves so that the weights of the shelves differ as little as possible, that is, choose a set $S$ of books that makes this smallest:',
      },
      { formula: '$| ∑_{i ∈ S} w_i − ∑_{i ∉ S} w_i |$' },
      { figure: bookshelves, height: 90, caption: 'Ten books on two shelves of equal weight.' },
      input,
      {
        text: 'The first line holds $n$ $(1 ≤ n ≤ 200)$, the second the weights $w_1, …, w_n$ $(1 ≤ w_i ≤ 1000)$.',
      },
      output,
      { text: 'One line with the smallest difference that can be reached.' },
      examples,
      {
        samples: [
          ['5\n4 7 3 9 5', '0'],
          ['3\n10 1 1', '8'],
        ],
      },
    ],
  },
  'balanced-shelves.pl': {
    ...polish,
    contest: `${course} · Ćwiczenie 3`,
    blocks: [
      {
        text: 'Biblioteka ma $n$ książek; książka $i$ waży $w_i$ gramów. Ustaw każdą z nich na jednej z dwóch półek tak, by wagi półek różniły się jak najmniej, czyli wybierz zbiór $S$ książek, dla którego najmniejsze jest:',
      },
      { formula: '$| ∑_{i ∈ S} w_i − ∑_{i ∉ S} w_i |$' },
      { figure: bookshelves, height: 90, caption: 'Dziesięć książek na dwóch równych półkach.' },
      { heading: 'Wejście' },
      { text: 'Pierwszy wiersz zawiera $n$ $(1 ≤ n ≤ 200)$, drugi wagi $w_1, …, w_n$ $(1 ≤ w_i ≤ 1000)$.' },
      { heading: 'Wyjście' },
      { text: 'Jeden wiersz z najmniejszą możliwą różnicą.' },
      { heading: 'Przykłady' },
      {
        samples: [
          ['5\n4 7 3 9 5', '0'],
          ['3\n10 1 1', '8'],
        ],
      },
    ],
  },
  'lighthouse-walks.en': {
    ...english,
    contest: `${course} · Exercise 4`,
    blocks: [
      {
        text: 'Every evening the keeper of $n$ lighthouses lights them all. He walks along piers, each of which joins two lighthouses, and does not like to walk along any pier twice. Can he begin at lighthouse 1, use each of the $m$ piers exactly once and come home to where he began?',
      },
      {
        figure: graph(['a', 'b', 'c', 'd', 'e', 'f', 'g'], []),
        height: 130,
        caption: 'Six lighthouses and seven piers. No such walk exists: three piers lead to lighthouse 2.',
      },
      input,
      {
        text: 'The first line holds $n$ and $m$ $(1 ≤ n ≤ 10^5, 0 ≤ m ≤ 10^5)$. Each of the next $m$ lines holds the two lighthouses $u_i ≠ v_i$ that a pier joins.',
      },
      output,
      { text: 'The walk as a list of $m + 1$ lighthouses, or -1 if there is none. Any walk is accepted.' },
      examples,
      {
        samples: [
          ['3 3\n1 2\n2 3\n3 1', '1 2 3 1'],
          ['2 1\n1 2', '-1'],
        ],
      },
    ],
  },
  'apple-orchard.en': {
    ...english,
    contest: 'Programming Contest, Round 2 · Task A',
    blocks: [
      {
        text: 'An orchard has $r$ rows of $c$ trees. The tree in row $i$ and column $j$ bears $a_{i,j}$ apples. You have hired one picker with one ladder; the ladder fits between two rows or two columns, so the picker takes a rectangle of whole rows and columns, and every tree in it.',
      },
      {
        text: 'The cart holds at most $k$ apples, and what does not fit is lost. Which rectangle brings the most apples home without losing any?',
      },
      { figure: orchard, height: 112, caption: 'Two rows between the ladders. Dark trees are ripe.' },
      input,
      {
        text: 'The first line holds $r$, $c$ and $k$ $(1 ≤ r, c ≤ 150, 0 ≤ k ≤ 10^9)$. Each of the next $r$ lines holds $c$ numbers $a_{i,j}$ $(0 ≤ a_{i,j} ≤ 10^5)$.',
      },
      output,
      { text: 'The number of apples of the best rectangle; 0 if none fits.' },
      examples,
      {
        samples: [
          ['2 3 10\n1 2 3\n4 5 6', '9'],
          ['1 1 4\n5', '0'],
        ],
      },
    ],
  },
  'bridge-tolls.en': {
    ...english,
    contest: 'Programming Contest, Round 2 · Task B',
    blocks: [
      {
        text: 'A country of $n$ islands has $m$ bridges. Bridge $e$ costs a toll of $t_e$, but the ministry has given every family a voucher: on one bridge of a journey, of its choice, it pays only half. All tolls are even. Find the cheapest journey from island 1 to island $n$:',
      },
      { formula: '$d = min_P ( ∑_{e ∈ P} t_e − max_{e ∈ P} t_e / 2 )$' },
      {
        figure: graph(['6', '6', '2', '4', '4', '2', '12'], [0, 1, 5]),
        height: 130,
        caption: 'With the voucher on the first bridge, the marked journey costs 11.',
      },
      input,
      {
        text: 'The first line holds $n$ and $m$ $(2 ≤ n ≤ 10^5, 1 ≤ m ≤ 2 · 10^5)$. Each of the next $m$ lines holds $u$, $v$ and $t$ $(0 ≤ t ≤ 10^9)$. Bridges are open in both directions.',
      },
      output,
      { text: 'The cost of the cheapest journey, or -1 if there is none.' },
      examples,
      {
        samples: [
          ['3 3\n1 2 10\n2 3 4\n1 3 14', '7'],
          ['2 1\n1 1 6', '-1'],
        ],
      },
    ],
  },
  'canal-locks.en': {
    ...english,
    contest: 'Winter Challenge · Task A',
    blocks: [
      {
        text: 'A canal climbs a hill by $n$ locks. The water in lock $i$ may stand at any whole level from $l_i$ to $u_i$. Its old gates open all together, and only when the water of all locks stands at the same level. Raising or lowering the water of a lock by one takes one minute, and all locks can be filled and emptied at the same time.',
      },
      { figure: locks, height: 128, caption: 'Five locks with the levels h₁ to h₅.' },
      {
        text: 'At first, the levels are $h_1, …, h_n$. How soon can the gates open for a barge that waits below lock 1?',
      },
      input,
      {
        text: 'The first line holds $n$ $(1 ≤ n ≤ 10^5)$. Each of the next $n$ lines holds $l_i$, $u_i$ and $h_i$ $(0 ≤ l_i ≤ h_i ≤ u_i ≤ 10^9)$.',
      },
      output,
      { text: 'The time in minutes, or -1 if the gates can never open.' },
      examples,
      {
        samples: [
          ['2\n0 4 0\n2 8 8', '4'],
          ['2\n0 1 0\n2 3 3', '-1'],
        ],
      },
      { heading: 'About the examples' },
      {
        text: 'In the first example, the first lock can rise to level 4 in four minutes, while the second falls from 8 to 4. In the second, the highest level of the first lock is 1 and the lowest of the second is 2, so that they never meet.',
      },
      {
        figure: ({ width, box, line, label }) => {
          const left = (width - 200) / 2;
          for (const [at, level] of [8, 104].entries()) {
            box([left + at * 100, 8], 98, 48, 0.86);
            line([left + at * 100, level], [left + at * 100 + 98, level], { dashed: true });
            line([left + at * 100, 56], [left + at * 100 + 98, 56], { thick: true });
            label(String(at * 8), [left - 14 + at * 228, level]);
          }
          line([left + 99, 4], [left + 99, 112]);
          label('4', [left + 49, 66]);
        },
        height: 118,
        caption: 'The first example: both locks meet at level 4 (dashed: the levels at first).',
      },
      { text: 'The attached canal-locks.large.txt is a larger example, of 40 locks. Its answer is 39.' },
    ],
  },
  'domino-towers.en': {
    ...english,
    contest: 'Winter Challenge · Task B',
    blocks: [
      {
        text: 'On a long table stand $n$ dominoes. Domino $i$ stands at $x_i$ and is $h_i$ high. If it is pushed to the right, it falls and pushes every domino that stands within its height, that is, at most at $x_i + h_i$.',
      },
      {
        figure: dominoes,
        height: 96,
        caption: 'Eight dominoes. A dashed line shows how far each of them reaches.',
      },
      {
        text: 'You may glue some dominoes to the table, so that they neither fall nor pass a push on. How few must you glue so that no push of one domino makes more than $k$ of them fall?',
      },
      input,
      {
        text: 'The first line holds $n$ and $k$ $(1 ≤ k ≤ n ≤ 2 · 10^5)$. Each of the next $n$ lines holds $x_i$ and $h_i$ $(1 ≤ x_i, h_i ≤ 10^9)$, and all $x_i$ differ.',
      },
      output,
      { text: 'The least number of glued dominoes.' },
      examples,
      {
        samples: [
          ['4 2\n1 1\n2 1\n3 1\n4 1', '1'],
          ['3 3\n1 1\n5 1\n9 1', '0'],
        ],
      },
    ],
  },
  'echo-chambers.en': {
    ...english,
    contest: 'Practice: Recursion · Task A',
    blocks: [
      {
        text: 'A palace is a room within a room within a room. Whoever calls a word of length $n$ in the outermost room hears it, and then the echo of the room within, which drops every second letter, beginning with the second. After a single letter there is silence.',
      },
      {
        formula:
          '$E(1) = 1,   E(n) = n + E( (n + 1) / 2 )$  for odd  $n > 1,$  $n + E( n / 2 )$  for even  $n$',
      },
      { figure: rooms, height: 116, caption: 'The rooms of the palace.' },
      {
        text: 'Write a recursive function that prints the word and its echoes, and find out how many letters it prints in all.',
      },
      examples,
      {
        samples: [
          ['abcdefg', 'abcdefg\naceg\nae\na'],
          ['x', 'x'],
        ],
      },
    ],
  },
  'fence-posts.en': {
    ...english,
    contest: 'Practice: Sequences · Task A',
    blocks: [
      {
        text: 'A fence has $n$ posts of the heights $h_1, …, h_n$. A run is a sequence of neighbouring posts whose heights never fall. For each post, find the length of the longest run that ends there, and print the greatest.',
      },
      { figure: fence, height: 90, caption: 'The longest run has four posts.' },
      input,
      { text: 'The first line holds $n$ $(1 ≤ n ≤ 10^6)$, the second the heights $(1 ≤ h_i ≤ 10^9)$.' },
      examples,
      {
        samples: [
          ['10\n40 55 55 70 30 62 62 45 80 50', '4'],
          ['3\n3 2 1', '1'],
        ],
      },
    ],
  },
  'glacier-paths.en': {
    ...english,
    contest: 'Programming Contest, Round 1 · Task A',
    limits: 'Time limit: 4 seconds · Memory limit: 512 MB · 100 points',
    blocks: [
      {
        text: 'A glacier has been surveyed on a square map of $n × n$ fields; field $(i, j)$ lies $h_{i,j}$ metres above the sea. A party of climbers begins in the highest row and steps, row by row, to one of the up to three fields below: straight on, or one column to the left or right. A step from height $a$ to height $b$ costs',
      },
      { formula: '$f(a, b) = (a − b)^2 + 1$' },
      {
        text: 'because steep ground, up or down, is dangerous. Find the cheapest way from any field of the first row to any field of the last.',
      },
      input,
      {
        text: 'The first line holds $n$ $(2 ≤ n ≤ 2000)$. Each of the next $n$ lines holds $n$ heights $(0 ≤ h_{i,j} ≤ 10^4)$.',
      },
      output,
      {
        text: 'The least cost, and in a second line the columns of the way, from the first row to the last. Any cheapest way is accepted.',
      },
      examples,
      {
        samples: [
          ['3\n9 8 7\n5 5 6\n1 2 3', '10\n3 2 3'],
          ['2\n0 0\n0 0', '1\n1 1'],
        ],
      },
      'new page',
      { heading: 'Groups of tests' },
      { text: '1. (20 points) The way that takes the lowest field each time is the best one.' },
      { text: '2. (30 points) $n ≤ 12$. These tests are the maps of the appendix.' },
      { text: '3. (50 points) No further limits.' },
      { heading: 'How to read the maps' },
      {
        text: 'The appendix has ten maps, each of $12 × 12$ fields. Higher fields are lighter, and each field shows its height. The line marks one way down, which is drawn by a simple rule.',
      },
      ...glacierMaps,
    ],
  },
};

const editorial: Text & { readonly title: string } = {
  ...english,
  title: 'Canal Locks: solution',
  limits: 'Opens when the contest is over',
  contest: 'Winter Challenge · Task A',
  blocks: [
    {
      text: 'All locks must meet at a level that each of them allows. If the intervals $[l_i, u_i]$ have no level in common, that is, if $max l_i > min u_i$, the answer is -1.',
    },
    {
      text: 'Otherwise guess the time $T$, and let $[x_i, y_i]$ be the levels that lock $i$ can have reached by then. They are',
    },
    { formula: '$x_i = max(l_i, h_i − T),   y_i = min(u_i, h_i + T).$' },
    {
      text: 'The gates can open by then exactly if $max x_i ≤ min y_i$. If they can by $T$, they can by $T + 1$, so a binary search finds the least time in',
    },
    { formula: '$O(n log max u_i)$' },
    { figure: locks, height: 128, caption: 'After T minutes each lock reaches the levels around its own.' },
  ],
};

const fileOf = (name: string) => `src/features/demo/files/${name}.pdf`;

/** The PDFs of the demo, for `tools/generate.ts`. */
export const demoPdfs = [
  ...(Object.keys(texts) as Array<StatementName>).map((name) => {
    const { title, language } = statements[name];
    const { columns } = language === 'pl' ? polish : english;
    return { file: fileOf(name), make: () => typeset({ ...texts[name], title, language, columns }) };
  }),
  { file: fileOf('canal-locks.solution'), make: () => typeset({ ...english, ...editorial, language: 'en' }) },
];
