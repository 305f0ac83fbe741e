import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fileAt } from '../folder.ts';
import { toLanguage } from '../language.ts';
import { invalid, toText } from '../metadata.ts';
import { chooseStatements, type StatementFile } from '../statements.ts';
import type { PackageFormat } from './package-format.ts';

/**
 * A package of Codeforces Polygon: `problem.xml` has the short name, the names by language, and the files of the
 * statements by language and media type. Languages are English words: `russian`. The standard package has only TeX; the
 * full one has `statements/.pdf/<language>/problem.pdf` too. Participants get the attachments among `files`, and the
 * materials that are published with the statement. https://polygon.codeforces.com/
 */
export const polygon: PackageFormat = {
  name: 'polygon',
  recognizes: (folder) => folder.files.has('problem.xml'),
  read: async (folder, metadata) => {
    const xml = folder.files.get('problem.xml');
    if (!xml) throw invalid(`${folder.path}/problem.xml`, 'is missing');
    const problem = parseProblem(xml.path, await metadata.text(xml));
    const code = toText(problem['short-name']) ?? folder.name;
    const fileOf = ({ path = '' }: Attributes) => fileAt(folder, path.replaceAll('\\', '/'));
    const files = elements(problem, 'statements', 'statement').flatMap((statement): Array<StatementFile> => {
      const file = fileOf(statement);
      const kind = kinds[statement['type'] ?? ''];
      return file && kind ? [{ file, kind, language: toLanguage(statement['language'] ?? '') }] : [];
    });
    const titles = elements(problem, 'names', 'name').flatMap(({ language = '', value }) => {
      const [tag, title] = [toLanguage(language), toText(value)];
      return tag && title ? [[tag, title] as const] : [];
    });
    const given = [
      ...elements(problem['files'], 'attachments', 'file'),
      ...elements(problem, 'materials', 'material').filter(isWithStatement),
    ];
    return {
      ...{ format: 'polygon', folder: folder.path, code, titles: Object.fromEntries(titles) },
      ...{ title: undefined, primaryLanguage: undefined },
      ...chooseStatements(files, code),
      forParticipants: given.flatMap((each) => fileOf(each) ?? []),
    };
  },
};

const kinds: Readonly<Record<string, StatementFile['kind']>> = {
  'application/pdf': 'PDF',
  'application/x-tex': 'TeX',
  'text/html': 'HTML',
};

type Attributes = Readonly<Record<string, string>>;

/** Other materials may have the solution. */
const isWithStatement = ({ publish = '' }: Attributes) => /^with[-_]statement$/i.test(publish);

/**
 * Entities of a document type are not expanded: Polygon writes none, and they are how small files grow large. Of the
 * rest only attributes count, so values stay text.
 */
function parseProblem(path: string, xml: string) {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml))
    throw invalid(path, 'declares a document type, which Polygon never does');
  let document: unknown;
  try {
    const checked = XMLValidator.validate(xml);
    if (checked !== true) throw new Error(checked.err.msg);
    document = new XMLParser(parserOptions).parse(xml);
  } catch (error) {
    throw invalid(path, `is not XML: ${error instanceof Error ? error.message : error}`);
  }
  const problem = isObject(document) ? document['problem'] : undefined;
  if (!isObject(problem)) throw invalid(path, 'contains no problem');
  return problem;
}

const repeated = new Set(['name', 'statement', 'file', 'material']);
const parserOptions = {
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: false,
  attributeValueProcessor: (_: string, value: string) => unescapeXml(value),
  isArray: (name: string) => repeated.has(name),
};

function elements(within: unknown, list: string, name: string): ReadonlyArray<Attributes> {
  const parent = isObject(within) ? within[list] : undefined;
  const children = isObject(parent) ? parent[name] : undefined;
  return Array.isArray(children) ? children.filter(isObject).map(onlyTexts) : [];
}

const onlyTexts = (element: Readonly<Record<string, unknown>>): Attributes =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => typeof value === 'string')) as Attributes;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Character references and the five entities that XML has without a declaration (XML 1.0 §4.1, §4.6). */
function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return predefined[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
