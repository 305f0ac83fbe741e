import { type DefaultTheme, defineConfig } from 'vitepress';

/** The pages, by what one comes for; the first of each is its entrance. That of a feature is named after its folder in src/features/. */
const pages = {
  Start: {
    start: 'Start in five minutes',
    demo: 'The demo',
    profiles: 'Profiles',
    'when-something-is-wrong': 'When something is wrong',
  },
  'Give URLs': {
    'first-urls': 'URLs in twenty minutes',
    grants: 'URLs on request',
    'trusted-tokens': 'Sign in with your tokens',
    embedding: 'Statements in your pages',
    push: 'Statements from a repository',
    attachments: 'Attachments and editorials',
    requests: 'The first requests',
    client: 'The client library',
    clients: 'Clients for Go and Python',
    webhooks: 'Webhooks',
    idempotency: 'Retry without creating twice',
    signing: 'The signing core',
  },
  'Let Lectern decide': {
    platform: 'Use with your platform',
    access: 'Who may read what',
    shadow: 'Try it before you trust it',
    sync: 'Synchronise your platform',
    reading: 'Reading statements',
    teaching: 'Teaching with Lectern',
    'contest-day': 'Contest day',
    preflight: 'Pre-flight',
    booklets: 'Booklets',
    envelopes: 'Sealed statements',
    networks: 'Contests in certain rooms',
    changes: 'Streams of changes',
  },
  'Run it': {
    install: 'Install Lectern',
    node: 'Why Node',
    failures: 'When a part fails',
    scaling: 'How large a server you need',
    storage: 'Where the PDFs are stored',
    postgresql: 'Run on PostgreSQL',
    deployment: 'Two instances behind nginx',
    nginx: 'Deliver PDFs with nginx',
    edge: 'Deliver PDFs at the edge',
    oidc: 'Sign in with another account',
    mail: 'Mail',
    monitoring: 'Monitoring',
    telemetry: 'OpenTelemetry',
    doctor: 'The doctor',
    downloads: 'Who has read it',
    'audit-log': 'The audit log',
    'signing-keys': 'Signing keys',
    backup: 'Backup and moving',
    upgrading: 'Upgrading',
  },
  Reference: {
    settings: 'Settings',
    commands: 'Commands',
    errors: 'Errors',
    rights: 'Rights',
    limits: 'Limits',
    'signed-urls': 'The signed URL',
    'audit-log-format': 'The format of the audit log',
    'threat-model': 'Threat model',
    'threat-model-accounts': 'Threats to accounts',
    performance: 'What a request costs',
    design: 'How the web app looks',
    'decisions/': 'Decisions',
  },
};

/** The smallest profile that has what a page is about; the other pages are for all. */
const smallestProfiles: Readonly<Record<string, string>> = {
  platform: 'platform',
  shadow: 'platform',
  sync: 'platform',
  reading: 'platform',
  teaching: 'platform',
  'contest-day': 'platform',
  preflight: 'platform',
  booklets: 'platform',
  envelopes: 'platform',
  networks: 'platform',
  oidc: 'platform',
  demo: 'course',
};

/** Those for students and teachers, in Polish: the same names in `pl/`. */
const polishPages = {
  'Zawody i zajęcia': {
    reading: 'Czytanie treści zadań',
    teaching: 'Lectern dla nauczyciela',
    'contest-day': 'Dzień zawodów',
    preflight: 'Kontrola',
    booklets: 'Broszury',
    envelopes: 'Zapieczętowane treści',
    networks: 'Zawody w wybranych salach',
  },
};

const sidebarOf = (
  groups: Readonly<Record<string, Readonly<Record<string, string>>>>,
  folder: string,
): Array<DefaultTheme.SidebarItem> =>
  Object.entries(groups).map(([text, items]) => ({
    text,
    link: `${folder}${Object.keys(items)[0]}`,
    collapsed: true,
    items: Object.entries(items).map(([page, title]) => ({ text: title, link: `${folder}${page}` })),
  }));

export default defineConfig({
  title: 'Lectern',
  base: '/manual/',
  cleanUrls: true,
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        locales: {
          pl: {
            translations: {
              button: { buttonText: 'Szukaj', buttonAriaLabel: 'Szukaj' },
              modal: {
                displayDetails: 'Pokaż szczegóły',
                resetButtonTitle: 'Wyczyść wyszukiwanie',
                backButtonTitle: 'Zamknij wyszukiwanie',
                noResultsText: 'Nie znaleziono:',
                footer: {
                  selectText: 'wybierz',
                  selectKeyAriaLabel: 'Enter',
                  navigateText: 'przejdź',
                  navigateUpKeyAriaLabel: 'strzałka w górę',
                  navigateDownKeyAriaLabel: 'strzałka w dół',
                  closeText: 'zamknij',
                  closeKeyAriaLabel: 'Escape',
                },
              },
            },
          },
        },
      },
    },
    outline: [2, 3],
    nav: [{ text: 'API', link: '/docs', target: '_self' }],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'Private PDFs for the right people, by short-lived signed URLs',
      themeConfig: {
        // Most pages are not in Polish, so the other language begins at its first page.
        i18nRouting: false,
        sidebar: sidebarOf(pages, '/'),
      },
    },
    pl: {
      label: 'Polski',
      lang: 'pl',
      description: 'Prywatne pliki PDF dla właściwych osób, przez krótkotrwałe podpisane linki',
      themeConfig: {
        sidebar: sidebarOf(polishPages, '/pl/'),
        outline: { level: [2, 3], label: 'Na tej stronie' },
        docFooter: { prev: 'Poprzednia strona', next: 'Następna strona' },
        darkModeSwitchLabel: 'Wygląd',
        lightModeSwitchTitle: 'Przełącz na jasny motyw',
        darkModeSwitchTitle: 'Przełącz na ciemny motyw',
        sidebarMenuLabel: 'Menu',
        returnToTopLabel: 'Wróć na górę',
        langMenuLabel: 'Zmień język',
        skipToContentLabel: 'Przejdź do treści',
        notFound: {
          title: 'Nie znaleziono strony',
          quote: 'Sprawdź adres albo zacznij od pierwszej strony.',
          linkLabel: 'pierwsza strona',
          linkText: 'Pierwsza strona',
        },
      },
    },
  },
  markdown: {
    config(markdown) {
      markdown.core.ruler.push('profile-of-page', ({ tokens, env, Token }) => {
        const profile = smallestProfiles[String(env.relativePath).replace(/\.md$/, '')];
        const afterTitle = tokens.findIndex(({ type }) => type === 'heading_close') + 1;
        if (profile === undefined || afterTitle === 0) return;
        const line = new Token('html_block', '', 0);
        const which = profile === 'course' ? 'the profile course' : 'the profiles platform and course';
        line.content = `<p><small>In <a href="/manual/profiles">${which}</a>.</small></p>\n`;
        tokens.splice(afterTitle, 0, line);
      });
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
