import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pdfOf } from './plain-pdf.ts';
import { rawZip } from './raw-zip.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The files of a package, by path. */
export type PackageFiles = Readonly<Record<string, string | Uint8Array>>;

/** Writes them, and returns the folder. */
export function writePackage(files: PackageFiles, name = 'problems'): string {
  const root = join(temporaryFolder(), name);
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export function zipPackage(files: PackageFiles): Uint8Array<ArrayBuffer> {
  return rawZip(Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })));
}

/** Packages as the tools of each format write them, without files that do not matter for statements. */
export const packageFiles = {
  /** https://www.kattis.com/problem-package-format/spec/2023-07-draft */
  icpc: {
    'hello/problem.yaml':
      'problem_format_version: 2023-07-draft\nuuid: 8ee7605a-1a9b-4b3c-8e4a-1e5d1e4c3a10\nname:\n  en: Hello World!\n  pt-BR: Olá mundo!\n  sv: Hej världen!\n',
    'hello/statement/problem.en.tex': '\\problemname{Hello World!}\n',
    'hello/statement/problem.en.pdf': pdfOf('hello en'),
    'hello/statement/problem.pt-BR.pdf': pdfOf('hello pt-BR'),
    'hello/statement/problem.sv.tex': '\\problemname{Hej världen!}\n',
    'hello/statement/illustration.pdf': pdfOf('a picture'),
    'hello/solution/solution.en.pdf': pdfOf('the solution'),
    'hello/data/secret/1.in': '1\n',
  },
  /** https://www.kattis.com/problem-package-format/spec/legacy */
  'legacy icpc': {
    'different/problem.yaml': 'source: Practice\nlicense: cc by-sa\n',
    'different/problem_statement/problem.tex':
      '%% plainproblemname: A x^2 Problem\n\\problemname{A $x^2$ Problem}\n',
    'different/problem_statement/problem.pdf': pdfOf('different'),
    'different/problem_statement/problem.nb.tex': '\\problemname{Et problem}\n',
  },
  /** https://www.domjudge.org/docs/manual/main/problem-format.html */
  domjudge: {
    'domjudge-problem.ini':
      "short-name='A'\nexternalid = boolfind\nname='Boolean \"switch\" search'\ntimelimit='5'\ncolor='#00FF00'\n",
    'problem.yaml': 'name: Boolfind\nvalidation: custom interactive\n',
    'problem.pdf': pdfOf('boolfind'),
    'data/sample/1.in': '1\n',
  },
  /** https://cms.readthedocs.io/en/latest/External%20contest%20formats.html */
  cms: {
    'contest.yaml': 'name: oii\ntasks: [batch]\n',
    'batch/task.yaml': 'name: batch\ntitle: Somma di numeri\nprimary_language: it\ntime_limit: 1.0\n',
    'batch/statement/statement.pdf': pdfOf('batch it'),
    'batch/statement/english.pdf': pdfOf('batch en'),
    'batch/statement/figure.pdf': pdfOf('a picture'),
    'batch/input/input0.txt': '1\n',
  },
  /** As CMS read it before 1.2. */
  'old cms': {
    'bello.yaml': 'nome_breve: bello\nnome: Un bel problema\n',
    'bello/testo/testo.pdf': pdfOf('bello'),
    'bello/input/input0.txt': '1\n',
  },
  /** A full package. */
  polygon: {
    'problem.xml': `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="12" short-name="a-plus-b" url="https://polygon.codeforces.com/p6RRkdP/me/a-plus-b">
    <names>
        <name language="english" value="A &amp; B &#x2014; sum"/>
        <name language="russian" value="А и Б"/>
        <name language="polish" value="A i B"/>
    </names>
    <statements>
        <statement charset="UTF-8" language="english" mathjax="true" path="statements/english/problem.tex" type="application/x-tex"/>
        <statement charset="UTF-8" language="russian" mathjax="true" path="statements/russian/problem.tex" type="application/x-tex"/>
        <statement charset="UTF-8" language="polish" mathjax="true" path="statements/polish/problem.tex" type="application/x-tex"/>
        <statement charset="UTF-8" language="english" mathjax="true" path="statements/.html/english/problem.html" type="text/html"/>
        <statement language="english" path="statements/.pdf/english/problem.pdf" type="application/pdf"/>
        <statement language="russian" path="statements/.pdf/russian/problem.pdf" type="application/pdf"/>
    </statements>
    <tutorials>
        <tutorial language="english" path="statements/.pdf/english/tutorial.pdf" type="application/pdf"/>
    </tutorials>
    <judging cpu-name="Intel" input-file="" output-file=""><testset name="tests"><test-count>1</test-count></testset></judging>
</problem>
`,
    'statements/english/problem.tex': '\\begin{problem}{A}\\end{problem}',
    'statements/russian/problem.tex': '\\begin{problem}{A}\\end{problem}',
    'statements/polish/problem.tex': '\\begin{problem}{A}\\end{problem}',
    'statements/.html/english/problem.html': '<html></html>',
    'statements/.pdf/english/problem.pdf': pdfOf('a-plus-b en'),
    'statements/.pdf/english/tutorial.pdf': pdfOf('the tutorial'),
    'statements/.pdf/russian/problem.pdf': pdfOf('a-plus-b ru'),
    'tests/01': '1 2\n',
  },
  /** https://github.com/sio2project/oioioi, https://github.com/sio2project/sinol-make */
  sinol: {
    'abc/config.yml': 'title: Sumżyce\ntitle_en: Sums\nsinol_task_id: abc\ntime_limit: 1000\n',
    'abc/doc/abczad.pdf': pdfOf('abc pl'),
    'abc/doc/abczad.tex': '\\title{Sumżyce}',
    'abc/doc/abczad-en.pdf': pdfOf('abc en'),
    'abc/doc/abczad-de.tex': '\\title{Summen}',
    'abc/doc/abcopr.pdf': pdfOf('the solution'),
    'abc/in/abc0.in': '1\n',
    'abc/prog/abc.cpp': 'int main() {}',
  },
  plain: {
    'day1/knapsack.en.pdf': pdfOf('knapsack en'),
    'day1/knapsack.pl.pdf': pdfOf('knapsack pl'),
    'day1/knapsack.pl.tex': '\\title{Plecak}',
    'day2/flow.final.en.PDF': pdfOf('flow en'),
    'readme.txt': 'Two days.',
  },
} as const satisfies Record<string, PackageFiles>;
