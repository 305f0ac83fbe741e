const { readdirSync, readFileSync } = require('node:fs');

/**
 * Three rules hold the server together (ARCHITECTURE.md shows the picture):
 * 1. Imports point one way: each layer knows those that are named here, and itself.
 * 2. Only `app` knows the features: core and domain, the API and the command line work without any.
 * 3. A feature imports another only where its object names it in `needs`.
 */
const ground = ['lib', 'database', 'storage', 'pdf', 'config', 'signing'];
const product = ['core', 'domain', ...ground];
const layers = {
  main: ['app'],
  app: ['features', 'api', 'cli', ...product],
  features: ['api', 'cli', 'problems', ...product],
  api: product,
  cli: product,
  core: product,
  domain: product,
  config: ['storage', 'signing', 'lib'],
  pdf: ['lib'],
  storage: ['config/setting', 'signing', 'lib'],
  database: ['lib'],
  lib: ['problems', 'signing'],
};
/** Packages beside the server. */
const packages = ['signing', 'problems'];
const home = (layer) => (packages.includes(layer) ? `^${layer}/` : `^src/${layer}(/|[.](ts|cjs)$)`);

const features = readdirSync('src/features', { withFileTypes: true }).filter((entry) => entry.isDirectory());
/** The features whose objects a feature's own object imports, which is where it names them. */
const needsOf = ({ name }) =>
  [
    ...readFileSync(`src/features/${name}/feature.ts`, 'utf8').matchAll(/'[.][.]\/([\w-]+)\/feature[.]ts'/g),
  ].map(([, needed]) => needed);

/** Of the web app: pages stand beside each other, over what the domain has, over what all share. */
const webPages = ['account', 'admin', 'manage', 'reader', 'sign-in', 'student'];
const webDomain = [
  'comparison',
  'contests',
  'drop',
  'groups',
  'issued',
  'lost-access',
  'people',
  'placements',
  'tasks',
];
const webShared = ['ui', 'api', 'i18n'];
const webHome = (part) => `^web/src/${part}(/|[.]tsx?$)`;
/** What each kind of folder may import beside itself. */
const webLayers = [
  ...webPages.map((page) => [page, [page, ...webDomain, 'shell', ...webShared, 'base-routes']]),
  ...webDomain.map((part) => [part, [...webDomain, ...webShared]]),
  ['shell', ['shell', ...webShared]],
  ['ui', webShared],
  ['api', webShared],
  ['i18n', ['i18n', 'api']],
];
/** The modules that run where PDFs are opened. */
const inPdfProcesses =
  '^src/(pdf/(examiner-process|examine-pdf|active-content|open-as-reader|lettering)|' +
  'features/booklets/binding/(?!bookbinder[.]|binding-plan[.])[^/]+)[.]ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/main[.]cjs$' },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'src-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'errors-know-signing-alone',
      severity: 'error',
      comment: 'They turn the errors of the signing package into those of the API.',
      from: { path: home('lib/errors') },
      to: { pathNot: '^signing/index[.]ts$' },
    },
    {
      name: 'packages-are-imported-by-name',
      severity: 'error',
      comment: 'What they export is what others may know of them.',
      from: { path: '^(src|web)/' },
      to: { path: '^(signing|problems)/', dependencyTypesNot: ['aliased-workspace', 'undetermined'] },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports-downwards-only`,
      severity: 'error',
      from: { path: home(layer) },
      to: {
        path: '^(src|signing|problems)/',
        pathNot: [layer, ...allowed].map(home),
      },
    })),
    ...features.map((feature) => ({
      name: `${feature.name}-needs-what-it-names`,
      severity: 'error',
      comment: 'Its object names the features that it imports, so that one sees what goes with it.',
      from: { path: `^src/features/${feature.name}/` },
      to: {
        path: '^src/features/',
        pathNot: ['feature[.]ts$', ...[feature.name, ...needsOf(feature)].map((name) => `${name}/`)].map(
          (path) => `^src/features/${path}`,
        ),
      },
    })),
    {
      name: 'storage-provider-stands-alone',
      severity: 'error',
      comment: 'A provider knows what all of them share, and no other provider.',
      from: { path: '^src/storage/([^/]+)/' },
      to: { path: '^src/storage/[^/]+/', pathNot: '^src/storage/$1/' },
    },
    {
      name: 'storage-providers-are-named-once',
      severity: 'error',
      comment: 'Only the table knows them, so that a new one is a folder and a line.',
      from: { path: '^src/', pathNot: '^src/storage/(providers[.]ts|[^/]+/)' },
      to: { path: '^src/storage/[^/]+/', pathNot: '^src/storage/file/driver[.]ts$' },
    },
    {
      name: 'storage-clients-load-when-configured',
      severity: 'error',
      comment: 'The clients of the providers are large: opening a storage imports the one that it needs.',
      from: { path: '^src/storage/(providers|[^/]+/provider)[.]ts$' },
      to: {
        path: '^src/storage/(?!file/)[^/]+/(?!provider[.])|/node_modules/|^node_modules/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nodemailer-loads-when-configured',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/nodemailer/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-decisions-make-grants',
      severity: 'error',
      comment: 'A grant is the proof of a decision. Others know its type alone.',
      from: { path: '^src/', pathNot: '^src/core/decide/' },
      to: { path: '^src/core/decide/grant[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pdf-libraries-stay-in-their-process',
      severity: 'error',
      comment: 'They were not written for hostile files.',
      from: { path: '^src/', pathNot: inPdfProcesses },
      to: {
        path: ['node_modules/(pdf-lib|unpdf)/', inPdfProcesses],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'push-loads-when-asked-for',
      severity: 'error',
      comment: 'The libraries that read zips, YAML and XML are not for other commands to wait for.',
      from: { path: '^src/(app/|features/push/(feature|push-command)[.])' },
      to: {
        path: '^(src/features/push/(?!feature|push-command|push-report|api-key)|problems/)',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'problems-know-no-machine',
      severity: 'error',
      comment: 'They read what is dropped on a page of the web app as well as what lies on a disk.',
      from: { path: home('problems') },
      to: { pathNot: '^problems/|^node_modules/(yaml|fast-xml-parser|@zip[.]js/zip[.]js)/' },
    },
    {
      name: 'shared-rules-know-no-formats',
      severity: 'error',
      comment: 'They share what one line of text is and how a PDF begins, and nothing that reads packages.',
      from: { path: ['lib/text-line', 'lib/pdf-header'].map(home) },
      to: { path: home('problems'), pathNot: '^problems/(line|pdf-header)[.]ts$' },
    },
    {
      name: 'web-reads-packages-when-dropped',
      severity: 'error',
      comment: 'The libraries that read zips, YAML and XML load with the first file that is dropped.',
      from: { path: '^web/', pathNot: '^web/src/drop/(read-drop|open-dropped)[.]ts$' },
      to: {
        path: '^problems/(?!pdf-header[.]ts$)|^web/src/drop/(read-drop|open-dropped)[.]ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'client-stands-alone',
      severity: 'error',
      comment: 'It is published on its own, for browsers too, and depends on nothing.',
      from: { path: '^client/src/' },
      to: { pathNot: '^client/src/' },
    },
    {
      name: 'web-knows-the-api-alone',
      severity: 'error',
      comment: 'It asks the server by the client library, as any other client does.',
      from: { path: '^web/' },
      to: { path: '^(src|test|bench)/' },
    },
    ...webLayers.map(([part, allowed]) => ({
      name: `web-${part}-imports-downwards-only`,
      severity: 'error',
      from: { path: webHome(part) },
      to: { path: '^web/src/', pathNot: allowed.map(webHome), dynamic: false },
    })),
    {
      name: 'signing-stands-alone',
      severity: 'error',
      comment:
        'It is published on its own. No I/O, no clock, no network: time and keys are arguments. (content-disposition writes one header.)',
      from: { path: home('signing') },
      to: { pathNot: '^signing/|^(node:)?crypto$|^node_modules/content-disposition/' },
    },
  ],
  options: {
    exclude: { path: '^(signing|client)/dist/' },
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
