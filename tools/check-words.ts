import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds idioms that read as translated, and words that Lectern has another one for, in what people read: the manual and the
 * other Markdown, and the English texts of the web app. Code and quotes in Markdown are left out.
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
const sources = ['*.md', '{docs,client,signing,examples}/**/*.md', 'web/src/**/*.en.json'];
const exclude = ['**/node_modules/**', '**/dist/**', 'docs/pl/**'];

/** The same text with blanks for code and for what it quotes, so that lines keep their numbers. */
const withoutQuotes = (text: string) =>
  text.replace(/^(`{3,})[\s\S]*?^\1|`[^`\n]+`|"[^"`\n]+"/gm, (quoted) => quoted.replace(/[^\n]/g, ' '));

const key = /"[\w-]+":/g;

const root = join(import.meta.dirname, '..');
const found = globSync(sources, { cwd: root, exclude })
  .toSorted()
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const lines = (file.endsWith('.md') ? withoutQuotes(text) : text.replaceAll(key, ':')).split('\n');
    return lines.flatMap((line, at) =>
      avoided.flatMap(([idiom, better]) => {
        const [word] = idiom.exec(line) ?? [];
        return word === undefined ? [] : [`${file}:${at + 1}: "${word}" (better: ${better})`];
      }),
    );
  });

if (found.length > 0) {
  process.stderr.write(`${found.length} idioms that a reader stumbles over:\n  ${found.join('\n  ')}\n`);
  process.exitCode = 1;
}
