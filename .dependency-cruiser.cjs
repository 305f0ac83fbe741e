/**
 * Imports point one way (ARCHITECTURE.md shows the picture):
 * main -> cli -> app -> http -> urls -> access -> accounts, tasks, groups, contests -> database -> errors, clock
 * app -> http, file-server -> listener; cli, app -> telemetry -> http
 * urls, access -> booklets -> contests, groups, tasks, revocation, pdf, storage, database
 * app -> file-server, doctor -> storage -> signing; urls, tasks -> signing; tasks -> storage, pdf
 * doctor -> accounts -> mail; doctor -> mail
 * app -> keys, revocation -> database, signing; urls, access, accounts, tasks, groups, contests -> revocation
 * cli -> backup -> transfer -> keys, tasks, storage, database
 * cli -> push -> client, problems
 */
const domain = [
  'pdf',
  'urls',
  'keys',
  'revocation',
  'access',
  'accounts',
  'calendar',
  'tasks',
  'groups',
  'contests',
  'envelopes',
  'booklets',
  'database',
  'idempotency',
  'mail',
  'doctor',
  'storage',
  'signing',
];
const layers = {
  main: ['cli'],
  cli: [
    'app',
    'core',
    'config',
    'log',
    'telemetry',
    'demo',
    'backup',
    'transfer',
    'push',
    'problems',
    ...domain,
  ],
  demo: ['core', 'config', 'sync', ...domain],
  backup: ['config', 'transfer', 'tasks', 'database', 'storage'],
  transfer: ['config', 'keys', 'tasks', 'database', 'storage', 'signing'],
  app: ['background-job', 'core', 'config', 'http', 'file-server', 'listener', 'telemetry', ...domain],
  telemetry: ['http'],
  core: ['config', 'log', 'sync', 'demo/course', ...domain],
  log: ['config'],
  config: ['storage', 'signing'],
  'config/setting': [],
  http: ['listener', 'sync', 'demo/course', ...domain],
  sync: ['revocation', 'accounts', 'tasks', 'groups', 'contests', 'database'],
  urls: [
    'access',
    'revocation',
    'accounts',
    'tasks',
    'groups',
    'contests',
    'envelopes',
    'booklets',
    'database',
    'signing',
  ],
  keys: ['database', 'signing'],
  revocation: ['database', 'signing'],
  calendar: ['access', 'contests', 'database'],
  access: [
    'revocation',
    'accounts',
    'tasks',
    'groups',
    'contests',
    'envelopes',
    'booklets',
    'storage',
    'database',
  ],
  accounts: ['revocation', 'mail', 'database'],
  mail: ['database', 'config/mail-settings'],
  tasks: ['revocation', 'database', 'pdf', 'storage', 'signing'],
  booklets: ['contests', 'groups', 'tasks', 'revocation', 'pdf', 'storage', 'database'],
  pdf: [],
  groups: ['revocation', 'database'],
  contests: ['revocation', 'database'],
  envelopes: ['revocation', 'tasks', 'contests', 'database', 'storage', 'signing'],
  database: [],
  idempotency: ['database'],
  push: ['problems'],
  'file-server': ['listener', 'storage', 'signing'],
  listener: [],
  doctor: ['accounts', 'storage', 'signing', 'mail', 'config/mail-settings'],
  storage: ['signing', 'config/setting'],
};
/** Packages beside the server. */
const packages = ['signing', 'problems'];
const home = (layer) => (packages.includes(layer) ? `^${layer}/` : `^src/${layer}(/|[.](ts|cjs)$)`);

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
const everywhere = [
  'csv-file',
  'errors',
  'clock',
  'ids',
  'redact',
  'seal',
  'durable-file',
  'make-folder',
  'fill-aside',
  'timeout',
  'in-slices',
  'limited-text',
  'overloaded',
  'bounded-queue',
  'refresh',
  'client-address',
  'text-line',
  'pdf-header',
  'share-for',
  'own-languages',
  'tracing',
  'entity-tag',
  'grace',
];

/** The modules that run where PDFs are opened. */
const inPdfProcesses = [
  ...['examiner-process', 'examine-pdf', 'active-content', 'open-as-reader', 'bookbinder-process'],
  ...['bind-booklet', 'booklet-front', 'bind-sets', 'draw-separator', 'new-document', 'outline'],
  ...['copy-statement', 'draw-footer', 'lettering'],
].join('|');

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
      comment: 'web/tsconfig.json leads from the name of the client library to its source.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^lectern-client(/envelope)?$' },
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
      from: { path: home('errors') },
      to: { pathNot: '^signing/signing-error[.]ts$' },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports-downwards-only`,
      severity: 'error',
      from: { path: home(layer) },
      to: {
        path: '^(src|signing|problems)/',
        pathNot: [layer, ...everywhere, ...allowed].map(home),
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
      from: { path: '^src/storage/[^/]+/(provider|settings|policy|remedies)[.]ts$' },
      to: {
        path: '^src/storage/(?!file/)[^/]+/(open|driver|connection)[.]ts$|/node_modules/|^node_modules/',
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
      name: 'pdf-libraries-stay-in-their-process',
      severity: 'error',
      comment: 'They were not written for hostile files. (The demo sets files of its own.)',
      from: {
        path: '^src/',
        pathNot: `^src/(pdf/(${inPdfProcesses})|demo/.*)[.]ts$`,
      },
      to: {
        path: `node_modules/(pdf-lib|unpdf)/|^src/pdf/(${inPdfProcesses})[.]ts$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'push-loads-when-asked-for',
      severity: 'error',
      comment: 'The libraries that read zips, YAML and XML are not for other commands to wait for.',
      from: { path: '^src/cli/' },
      to: { path: '^(src/features/push|problems)/', dynamic: false, dependencyTypesNot: ['type-only'] },
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
      from: { path: ['text-line', 'pdf-header'].map(home) },
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
