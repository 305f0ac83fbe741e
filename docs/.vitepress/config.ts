import { defineConfig } from 'vitepress';

/** The pages, by what one comes for. That of a feature is named after its folder in src/features/. */
const pages = {
  Start: {
    start: 'Start in five minutes',
    demo: 'The demo',
    'when-something-is-wrong': 'When something is wrong',
  },
  'Contests and courses': {
    'contest-day': 'Contest day',
    preflight: 'Pre-flight',
    booklets: 'Booklets',
    envelopes: 'Sealed statements',
    push: 'Statements from a repository',
  },
  Platforms: {
    'first-urls': 'URLs in twenty minutes',
    platform: 'Beside your platform',
    grants: 'URLs on request',
    'trusted-tokens': 'Your tokens',
    sync: 'Synchronisation',
    shadow: 'Try it before you trust it',
    embedding: 'Statements in your pages',
    idempotency: 'Requests not done twice',
  },
  Operating: {
    install: 'Install Lectern',
    scaling: 'How large a server you need',
    postgresql: 'Run on PostgreSQL',
    deployment: 'Two instances behind nginx',
    monitoring: 'Monitoring',
    limits: 'Limits',
    'signing-keys': 'Signing keys',
    failures: 'When a part fails',
    upgrading: 'Upgrading',
    storage: 'Where the PDFs are stored',
    nginx: 'Delivery by nginx',
    oidc: 'Sign in with another account',
    doctor: 'The doctor',
    mail: 'Mail',
    backup: 'Backup and moving',
    changes: 'Streams of changes',
    telemetry: 'OpenTelemetry',
  },
  Reference: {
    requests: 'The first requests',
    client: 'The client library',
    clients: 'Clients for Go and Python',
    settings: 'Settings',
    commands: 'Commands',
    errors: 'Errors',
    'signed-urls': 'The signed URL',
    signing: 'The signing core',
  },
  Explanation: {
    access: 'Who may read what',
    'threat-model': 'Threat model',
    performance: 'Performance',
    design: 'How the web app looks',
    'decisions/': 'Decisions',
  },
};

export default defineConfig({
  title: 'Lectern',
  description: 'Private PDFs for the right people, by short-lived signed URLs',
  lang: 'en',
  base: '/manual/',
  cleanUrls: true,
  themeConfig: {
    search: { provider: 'local' },
    sidebar: Object.entries(pages).map(([text, items]) => ({
      text,
      items: Object.entries(items).map(([page, title]) => ({ text: title, link: `/${page}` })),
    })),
    outline: [2, 3],
    nav: [{ text: 'API', link: '/docs', target: '_self' }],
  },
  markdown: {
    config(markdown) {
      // Files of the repository are no pages: their names stand there without a link.
      const isOfRepository = (href: string | null) => href?.startsWith('../') ?? false;
      markdown.core.ruler.push('files-of-the-repository', ({ tokens }) => {
        for (const { children } of tokens) {
          for (const [at, token] of children?.entries() ?? []) {
            if (token.type !== 'link_open' || !isOfRepository(token.attrGet('href'))) continue;
            const end = children?.slice(at).find(({ type }) => type === 'link_close');
            for (const each of [token, end]) if (each) Object.assign(each, { tag: 'em', attrs: null });
          }
        }
      });
    },
  },
});
