const { readdirSync, readFileSync } = require('node:fs');
const { workspaces } = require('./package.json');

/**
 * Three rules hold the server together (ARCHITECTURE.md shows the picture):
 * 1. Imports point one way: each layer knows those that are named here, and itself.
 * 2. Only `app` knows the features: core and domain, the API and the command line work without any.
 * 3. A feature imports another only where its object names it in `needs`.
 */
const ground = ['lib', 'database', 'storage', 'pdf', 'config', 'signing'];
const product = ['core', 'domain', 'revocation', ...ground];
const layers = {
  main: ['app'],
  app: ['features', 'api', 'cli', ...product],
  features: ['api', 'cli', 'problems', 'push', 'access-logs', 'audit-log', 'binding', ...product],
  api: product,
  cli: product,
  core: ['domain', 'revocation', ...ground],
  domain: ['revocation', ...ground],
  revocation: ['audit-log', ...ground],
  config: ['storage', 'signing', 'lib'],
  pdf: ['lib'],
  storage: ['signing', 'lib'],
  database: ['lib'],
  lib: ['problems', 'signing'],
  push: ['problems'],
  'audit-log': [],
  'access-logs': ['signing'],
  binding: [],
};
/** Packages next to the server, except the client, which stands alone. */
const packages = workspaces.filter((folder) => !/^(client|web)/.test(folder));
const home = (layer) => (packages.includes(layer) ? `^${layer}/` : `^src/${layer}(/|[.](ts|cjs)$)`);

const listOf = (...names) => [...new Set(names)].join(', ');

/** Where modules of the server, and of the packages beside it, belong. */
const homes = [...Object.keys(layers), ...packages].map(home);

const features = readdirSync('src/features', { withFileTypes: true }).filter((entry) => entry.isDirectory());
/** The features whose objects a feature's own object imports, which is where it names them. */
const needsOf = ({ name }) =>
  [
    ...readFileSync(`src/features/${name}/feature.ts`, 'utf8').matchAll(/'[.][.]\/([\w-]+)\/feature[.]ts'/g),
  ].map(([, needed]) => needed);

/** Of the web app: what each page is for, in the order in which one builds on another. */
const webFeatures = [
  'people',
  'issued',
  'session',
  'invitations',
  'schedule',
  'notices',
  'reader',
  'uploads',
  'task-import',
  'tasks',
  'contests',
  'groups',
  'home',
  'admin',
];
/** From its ground up: what all share, what is seen, the features, what holds them. Each may import those before it. */
const webLayers = ['lib', 'ui', ...webFeatures.map((feature) => `features/${feature}`), 'app'].map(
  (layer, at, all) => ({ layer, allowed: all.slice(0, at + 1) }),
);
const webHome = (layer) => `^web/src/${layer}/`;
/** The modules that run where PDFs are opened. */
const inPdfProcesses =
  '^(binding/|src/(pdf/(examiner-process|examine-pdf|active-content|open-as-reader)|' +
  'features/booklets/binding/bookbinder-process)[.]ts$)';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Move what both need into a third module.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'modules-have-a-layer',
      severity: 'error',
      comment:
        'ARCHITECTURE.md shows the folder of src/ it belongs in. A new folder is a line of "layers" in .dependency-cruiser.cjs.',
      from: {},
      // One error for the module, however many import it.
      module: { path: '^src/', pathNot: homes, numberOfDependentsLessThan: 100 },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Import it where it is needed, or delete it.',
      from: { orphan: true, path: Object.keys(layers).map(home), pathNot: '^src/main[.]cjs$' },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'Correct the path, or install the package: npm ci.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      comment: 'The server is delivered without it: list it under "dependencies" of package.json.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'src-knows-no-tests',
      severity: 'error',
      comment: 'The server is delivered without them: move what it needs into src/.',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'errors-know-signing-alone',
      severity: 'error',
      comment:
        'Everything imports the errors, so they import signing/index.ts alone. Move the import to the module that throws.',
      from: { path: home('lib/errors') },
      to: { pathNot: '^signing/index[.]ts$' },
    },
    {
      name: 'packages-are-imported-by-name',
      severity: 'error',
      comment: 'Import it as "lectern-signing", and export from its index.ts what you need.',
      from: { path: `^(src|web|${packages.join('|')})/` },
      to: {
        path: `^(${packages.join('|')})/`,
        pathNot: '^$1/',
        dependencyTypesNot: ['aliased-workspace', 'undetermined'],
      },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports-downwards-only`,
      severity: 'error',
      comment: `${layer} may import ${listOf(layer, ...allowed)}. Move what it needs into one of them, or pass it as an argument.`,
      from: { path: home(layer) },
      to: { path: homes, pathNot: [layer, ...allowed].map(home) },
    })),
    ...features.map((feature) => ({
      name: `${feature.name}-needs-what-it-names`,
      severity: 'error',
      comment: `Add the imported feature to "needs" in src/features/${feature.name}/feature.ts, or move what both need into the core.`,
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
      comment: 'Providers do not import each other. Move what both need into src/storage/ itself.',
      from: { path: '^src/storage/([^/]+)/' },
      to: { path: '^src/storage/[^/]+/', pathNot: '^src/storage/$1/' },
    },
    {
      name: 'storage-providers-are-named-once',
      severity: 'error',
      comment: 'Only src/storage/providers.ts imports providers. Use the contract in src/storage/driver.ts.',
      from: { path: '^src/', pathNot: '^src/storage/(providers[.]ts|[^/]+/)' },
      to: { path: '^src/storage/[^/]+/', pathNot: '^src/storage/file/driver[.]ts$' },
    },
    {
      name: 'storage-clients-load-when-configured',
      severity: 'error',
      comment:
        'Clients of providers are large. Import it in open.ts, or by import() where the storage is opened.',
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
      comment: 'Most commands send no mail. Use import() where mail is sent, or "import type".',
      from: { path: '^src/' },
      to: { path: 'node_modules/nodemailer/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-decisions-make-permits',
      severity: 'error',
      comment: 'A permit proves a decision. Get it from decide(), and use "import type" for its type.',
      from: { path: '^src/', pathNot: '^src/core/decide/' },
      to: { path: '^src/core/decide/read-permit[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pdf-libraries-stay-in-their-process',
      severity: 'error',
      comment:
        'They were not written for hostile files. Ask the examiner (src/pdf/) or the bookbinder (src/features/booklets/binding/), which run them in a process of their own.',
      from: { path: '^src/', pathNot: inPdfProcesses },
      to: {
        path: ['node_modules/(pdf-lib|unpdf)/', inPdfProcesses],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'push-loads-when-asked-for',
      severity: 'error',
      comment:
        'Other commands must not wait for the libraries that read zips, YAML and XML. Use import() when the command runs.',
      from: { path: '^src/(app/|features/push/(feature|api-command|push-command)[.])' },
      to: {
        path: '^(src/features/push/run-push[.]|push/|problems/)',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'problems-know-no-machine',
      severity: 'error',
      comment:
        'They run in browsers too, so they import only problems/, yaml, fast-xml-parser and @zip.js/zip.js. Pass files in by the file source.',
      from: { path: home('problems') },
      to: { pathNot: '^problems/|^node_modules/(yaml|fast-xml-parser|@zip[.]js/zip[.]js)/' },
    },
    {
      name: 'shared-rules-know-no-formats',
      severity: 'error',
      comment:
        'Import only attachable-types.ts, line.ts and pdf-header.ts of problems/, which read no packages.',
      from: { path: ['lib/attachable-types', 'lib/text-line', 'lib/pdf-header'].map(home) },
      to: { path: home('problems'), pathNot: '^problems/(attachable-types|line|pdf-header)[.]ts$' },
    },
    {
      name: 'web-reads-packages-when-dropped',
      severity: 'error',
      comment: 'The libraries that read zips, YAML and XML are large. Use import() when a file is dropped.',
      from: {
        path: '^web/',
        pathNot: '^web/src/features/task-import/(read-drop|open-dropped|open-folder)[.]ts$',
      },
      to: {
        path: '^problems/(?!(attachable-types|pdf-header)[.]ts$)|^web/src/features/task-import/(read-drop|open-dropped|open-folder)[.]ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'client-stands-alone',
      severity: 'error',
      comment: 'It is published on its own and depends on nothing. Move what it needs into client/src/.',
      from: { path: '^client/src/' },
      to: { pathNot: '^client/src/' },
    },
    {
      name: 'web-knows-the-api-alone',
      severity: 'error',
      comment: 'Ask the server through the client library, as any other client does.',
      from: { path: '^web/' },
      to: { path: '^(src|test|bench)/' },
    },
    ...webLayers.map(({ layer, allowed }) => ({
      name: `web-${layer}-imports-downwards-only`,
      severity: 'error',
      comment: `${layer} may import ${listOf(...allowed)}. Move what it needs into one of them, or pass it as a prop.`,
      from: { path: webHome(layer) },
      to: { path: '^web/src/', pathNot: allowed.map(webHome) },
    })),
    {
      name: 'web-ui-knows-no-server',
      severity: 'error',
      comment: 'A component shows what it is given. Read it in a feature, and pass it as a prop.',
      from: { path: webHome('ui') },
      to: { path: webHome('lib/server') },
    },
    {
      name: 'web-folders-form-no-cycle',
      severity: 'error',
      comment: 'Move what both folders need into a third one, or the file to where its importer is.',
      scope: 'folder',
      from: { path: '^web/src/' },
      to: { circular: true },
    },
    {
      name: 'signing-stands-alone',
      severity: 'error',
      comment:
        'It is published on its own, without I/O, clock or network. Pass time and keys as arguments. (content-disposition writes one header.)',
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
