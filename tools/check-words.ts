import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './package-folders.ts';

/**
 * Finds idioms that read as translated, and words that Lectern has another one for, in what people read: Markdown, the English
 * texts of the web app, and comments and titles of tests. Code and quotes are left out.
 */
const avoided: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bwhoever\b/i, 'anyone who, or name them: the reader, an admin'],
  [/\bwhatever it\b/i, 'any'],
  [/\bnobody\b/i, 'no one, or say who can'],
  [/\bbeside\b/i, 'next to, with, or and'],
  [/\bsa(?:ys|id) so\b/i, 'name what it prints'],
  [/\bstands? in\b/i, 'is in'],
  [/\b(?:is|are) told\b/i, 'learns, gets, sees'],
  [/\bgoes on\b/i, 'continues'],
  [/\bat hand\b/i, 'there, or ready'],
  [/\bin the place of\b/i, 'instead of'],
  [/\bbe they\b/i, 'whether they are'],
  [/\bwhat is of\b/i, 'what belongs to'],
  [/\bas \w+ ha(?:s|ve) it\b/i, 'as in'],
  [/\bcollaborators?\b/i, 'staff'],
  [/\bwithdr(?:aw|awn|ew|awal)\b/i, 'remove'],
];
const packages = packageFolders.join(',');
const prose = ['*.md', `{docs,${packages},examples}/**/*.md`, 'web/src/**/*.en.json'];
const code = [`{src,web/src,web/public,${packages},test,bench,tools}/**/*.{ts,tsx,js,css}`];
const exclude = ['**/node_modules/**', '**/dist/**', 'docs/pl/**', 'tools/check-words.ts'];

/** Blanks of the same length, so that lines keep their numbers. */
const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const quotes = /^(`{3,})[\s\S]*?^\1|`[^`\n]+`|"[^"`\n]+"/gm;
const keys = /"[\w-]+":/g;
/** Comments and titles of tests are kept; a string that has a comment's beginning in it is none. */
const said =
  /(\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*|(?<=\b(?:it|describe)\()'(?:[^'\\\n]|\\.)*')|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[^\n]/g;

function wordsOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.md')) return text.replace(quotes, blank);
  if (file.endsWith('.json')) return text.replace(keys, blank);
  return text.replace(said, (all, kept?: string) => kept ?? blank(all)).replace(quotes, blank);
}

const root = join(import.meta.dirname, '..');
const found = globSync([...prose, ...code], { cwd: root, exclude })
  .toSorted()
  .flatMap((file) =>
    wordsOf(file)
      .split('\n')
      .flatMap((line, at) =>
        avoided.flatMap(([idiom, better]) => {
          const [word] = idiom.exec(line) ?? [];
          return word === undefined ? [] : [`${file}:${at + 1}: "${word}" (better: ${better})`];
        }),
      ),
  );

if (found.length > 0) {
  process.stderr.write(`${found.length} idioms that a reader stumbles over:\n  ${found.join('\n  ')}\n`);
  process.exitCode = 1;
}
