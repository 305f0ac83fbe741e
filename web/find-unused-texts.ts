import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text by its namespace (`tasks`) and its key without a plural form (`bulk.selected`). */
export interface Text {
  readonly namespace: string;
  readonly key: string;
}

interface Source {
  readonly path: string;
  readonly literals: ReadonlySet<string>;
  readonly composed: ReadonlyArray<Composed>;
}

/** A key that code composes, such as `phase.${of}.${phase}`. */
interface Composed {
  readonly template: string;
  readonly namespace: string | undefined;
  readonly pattern: RegExp;
}

/** These keys are codes of the API: test/lib/errors.test.ts compares them with the server's tables. */
const comparedByTest = /^(errors|reasons)\./;

/**
 * One line per text that no code uses. A text is used if its key is quoted as `tasks:bulk.add`, or as `bulk.add` in a file that names the
 * namespace too (`shell` needs no name), or if a composed key matches it. Because a composed key matches its whole section, a section whose
 * keys are mostly quoted is reported too.
 */
export function findUnusedTexts(root: string, texts: ReadonlyArray<Text>): ReadonlyArray<string> {
  const sources = globSync('**/*.{ts,tsx}', { cwd: root }).map((path) =>
    parse(path, readFileSync(join(root, path), 'utf8')),
  );
  const isNamed = ({ namespace, key }: Text) =>
    sources.some(
      (source) =>
        source.literals.has(`${namespace}:${key}`) || (source.literals.has(key) && knows(source, namespace)),
    );
  const unnamed = new Set(texts.filter((text) => !isNamed(text)));
  const covered = new Set<Text>();
  const loose: Array<string> = [];
  for (const source of sources) {
    for (const composed of source.composed) {
      const those = texts.filter((text) => covers(source, composed, text));
      const rest = those.filter((text) => unnamed.has(text));
      for (const text of rest) covered.add(text);
      const isCompared = those.every(({ key }) => comparedByTest.test(key));
      if (!isCompared && rest.length > 0 && those.length > 2 * rest.length) {
        loose.push(`${source.path}: \`${composed.template}\` covers too much: name its keys in full`);
      }
    }
  }
  const unused = [...unnamed].filter((text) => !covered.has(text));
  return [...unused.map(({ namespace, key }) => `${namespace}.en.json: no code uses "${key}"`), ...loose];
}

const knows = ({ literals }: Source, namespace: string) => namespace === 'shell' || literals.has(namespace);

const covers = (source: Source, { namespace, pattern }: Composed, text: Text) =>
  pattern.test(text.key) &&
  (namespace === undefined ? knows(source, text.namespace) : namespace === text.namespace);

function parse(path: string, code: string): Source {
  const quoted = code.matchAll(/'([\w:.-]+)'|"([\w:.-]+)"/g);
  const composed = code.matchAll(
    /`(?:(\w+):)?([a-zA-Z][\w-]*\.(?:[\w.-]|\$\{[^{}`]*\})*\$\{[^{}`]*\}[\w.-]*)`/g,
  );
  return {
    path,
    literals: new Set([...quoted].map(([, single, double]) => (single ?? double) as string)),
    composed: [...composed].map(([, namespace, key]) => {
      const template = key as string;
      const parts = template.split(/\$\{[^{}]*\}/).map((part) => RegExp.escape(part));
      return { template, namespace, pattern: new RegExp(`^${parts.join('[^.]+')}$`) };
    }),
  };
}
