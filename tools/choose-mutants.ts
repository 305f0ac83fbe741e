import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { createRandom } from '../bench/support/seeded-random.ts';

/** One small mistake in the source. */
export interface Mutant {
  readonly group: string;
  readonly file: string;
  readonly line: number;
  /** The source around it, to find it again when other lines have changed. */
  readonly context: string;
  /** Its offset in that source, in UTF-16 units. */
  readonly lead: number;
  readonly before: string;
  readonly after: string;
}

/** Code in which tests must notice mistakes. Each subject gets the same number of mutants. */
const subjects: Readonly<Record<string, string>> = {
  decide: 'src/core/decide/decide.ts',
  'access paths':
    'src/core/decide/{access,access-paths,containers,granted-path,ground-rows,grounds,open-task-queries,open-tasks,path-tables}.ts',
  issue: '{signing/url-window,src/core/issue/{issue,issue-*,issued-urls,task-reads,trace}}.ts',
  redeem:
    '{signing/{embedded/*,signed-url-form,verification},src/core/redeem/{authorize,headers,redeem,refuse,respond,send-object}}.ts',
  revocations: 'src/{revocation,domain/access}/*.ts',
  uploads:
    'src/{core/redeem/receive-upload,domain/tasks/{pending-deletions,document-versions,examinations,inspect-stored,upload-limits,upload-refusals,uploads}}.ts',
  // Without migrations, whose names begin with a number.
  networks: 'src/features/{preflight/check-networks,doctor/examine-addresses}.ts',
  attachments: 'src/{domain/tasks/attachments,core/decide/reader-attachments,api/routes/attachment*}.ts',
  'audit log': '{audit-log,src/features/audit-log}/[a-z]*.ts',
  downloads: '{access-logs,src/features/downloads,src/features/reports}/[a-z]*.ts',
  'trusted tokens': 'src/features/trusted-tokens/[a-z]*.ts',
  'platform grants': 'src/features/platform-grants/[a-z]*.ts',
};

/** Deterministic for a seed: the given number in each group, more in longer files, at most one per line. */
export function chooseMutants(seed: number, count: number): ReadonlyArray<Mutant> {
  const random = createRandom(seed);
  const chosen: Array<Mutant> = [];
  for (const [at, [group, pattern]] of Object.entries(subjects).entries()) {
    const wanted = Math.round((count - chosen.length) / (Object.keys(subjects).length - at));
    const ofGroup = globSync(pattern)
      .sort()
      .flatMap((file) => {
        const mixed = mutantsOf(group, file).map((mutant) => ({ mutant, order: random() }));
        const lines = Map.groupBy(
          mixed.sort((a, b) => a.order - b.order),
          ({ mutant }) => mutant.line,
        );
        const firsts = [...lines.values()].flatMap(([first]) => first?.mutant ?? []);
        return firsts.map((mutant, nth) => ({ mutant, order: (nth + 1) / firsts.length ** 0.75 }));
      });
    const first = ofGroup.sort((a, b) => a.order - b.order).slice(0, wanted);
    chosen.push(
      ...first.map(({ mutant }) => mutant).sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
    );
  }
  return chosen;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // biome-ignore lint/suspicious/noExplicitAny: of ESTree, whose types Vite does not export
  readonly [key: string]: any;
}

/** Swapped with each other. */
const pairs =
  '%:* <:<= >:>= ===:!== +:- *:/ &&:|| +=:-= =:<> some:every min:max ceil:floor and:or asc:desc is:is_not in:not_in ' +
  'is_null:is_not_null is_true:is_not_true exists:not_exists';
const swaps: ReadonlyMap<string, string> = new Map(
  pairs.split(' ').flatMap((pair) => {
    const [one = '', other = ''] = pair.replaceAll('_', ' ').split(':');
    return [[one, other] as const, [other, one] as const];
  }),
);
const inSql =
  /<=|>=|<>|<|>|=|\b(?:and|or|is not null|is null|is not true|not in|in|not exists|exists|desc|asc)\b/g;
const dropped = ['filter', 'slice', 'sort', 'toSorted', 'reverse', 'where', 'orderBy'];

function mutantsOf(group: string, file: string): ReadonlyArray<Mutant> {
  const source = readFileSync(file, 'utf8');
  const found: Array<Mutant> = [];
  const replace = (start: number, end: number, after: string) => {
    const line = source.slice(0, start).split('\n').length;
    let margin = 60;
    const around = () => source.slice(Math.max(0, start - margin), end + margin);
    while (source.indexOf(around()) !== source.lastIndexOf(around())) margin *= 2;
    const [context, lead] = [around(), Math.min(margin, start)];
    found.push({ group, file, line, context, lead, before: source.slice(start, end), after });
  };
  const textOf = ({ start, end }: Node) => source.slice(start, end);
  /** An operator between two nodes. */
  const swap = (operator: string, left: Node, right: Node) => {
    const at = source.indexOf(operator, left.end);
    const swapped = swaps.get(operator);
    if (swapped !== undefined && at < right.start) replace(at, at + operator.length, swapped);
  };
  const negate = (test: Node) =>
    test.type === 'UnaryExpression' || replace(test.start, test.end, `!(${textOf(test)})`);
  const isText = (node: Node | null) =>
    node?.type === 'TemplateLiteral' || typeof node?.['value'] === 'string';

  function mutate(node: Node, parent: Node | undefined, isInFunction: boolean): void {
    const { type, start, end } = node;
    if (type === 'IfStatement') {
      negate(node['test']);
      if (!node['alternate']) replace(start, end, '{}');
    } else if (type === 'ConditionalExpression') negate(node['test']);
    else if (type === 'LogicalExpression' && node['operator'] === '??')
      replace(start, end, textOf(node['right']));
    else if (type === 'LogicalExpression') swap(node['operator'], node['left'], node['right']);
    else if (type === 'BinaryExpression') {
      if (!isText(node['left']) && !isText(node['right']))
        swap(node['operator'], node['left'], node['right']);
    } else if (type === 'AssignmentExpression' && node['operator'] !== '=')
      swap(node['operator'], node['left'], node['right']);
    else if (type === 'UnaryExpression' && node['operator'] === '!')
      replace(start, node['argument'].start, '');
    else if (type === 'Literal' && typeof node['value'] === 'boolean')
      replace(start, end, `${!node['value']}`);
    // Most constants on their own are limits of batches and caches.
    else if (type === 'Literal' && typeof node['value'] === 'number' && isInFunction)
      replace(start, end, `${node['value'] + 1}`);
    else if (type === 'Literal' && typeof node['value'] === 'string') {
      const swapped = parent?.type === 'CallExpression' ? swaps.get(node['value']) : undefined;
      if (swapped !== undefined) replace(start, end, `'${swapped}'`);
      else if (parent?.['value'] === node || parent?.type === 'BinaryExpression') replace(start, end, `''`);
    } else if (type === 'ExpressionStatement' && node['expression'].type !== 'AssignmentExpression')
      replace(start, end, ';');
    else if (
      type === 'BlockStatement' &&
      /Function|Try|Catch/.test(parent?.type ?? '') &&
      node['body'].length > 0 &&
      end - start < 160
    )
      replace(start, end, '{}');
    else if (type === 'ArrayExpression' && node['elements'].length > 0 && isInFunction)
      replace(start, end, '[]');
    else if (type === 'TemplateElement' && parent?.['isSql']) {
      for (const { 0: word, index } of textOf(node).matchAll(inSql))
        if (!/between\s+\S+\s*$/.test(textOf(node).slice(0, index)))
          replace(start + index, start + index + word.length, swaps.get(word) as string);
    } else if (type === 'CallExpression' && node['callee'].type === 'MemberExpression') {
      const { object, property } = node['callee'];
      const swapped = swaps.get(property.name);
      if (swapped !== undefined) replace(property.start, property.end, swapped);
      if (dropped.includes(property.name)) replace(object.end, end, '');
    }
    if (node['optional'] === true && type === 'MemberExpression' && !node['computed'])
      replace(node['object'].end, node['property'].start, '.');

    const isFunction = isInFunction || /Function/.test(type);
    for (const [key, value] of Object.entries(node)) {
      for (const child of [value].flat() as ReadonlyArray<Node | null>) {
        if (typeof child?.type !== 'string' || !isCode(child, key, node)) continue;
        const isSql = child.type === 'TemplateLiteral' && node['tag']?.name === 'sql';
        mutate(isSql ? { ...child, isSql } : child, node, isFunction);
      }
    }
  }

  mutate(parseAst(source, { lang: 'ts' }) as unknown as Node, undefined, false);
  return found;
}

/** Texts of routes, commands and settings for people. */
const texts = ['summary', 'description', 'tags', 'title', 'describe', 'what', 'remedy'];

/** Excludes types and texts for people, such as error and log messages. */
function isCode(child: Node, key: string, parent: Node): boolean {
  if (/^TS(?!AsExpression|NonNull|Satisfies)/.test(child.type) || /^(Import|ExportAll)/.test(child.type))
    return false;
  if (key === 'typeAnnotation') return false;
  if (key === 'value' && texts.includes(parent['key']?.name)) return false;
  if (child.type === 'ExpressionStatement' && /^log\./.test(child['expression'].callee?.object?.name ?? ''))
    return false;
  if (/^[A-Z].*\.$/.test(child['value'])) return false;
  const isError = parent.type === 'NewExpression' && /Error$/.test(parent['callee'].name);
  return !(isError && /Literal|Binary/.test(child.type));
}
