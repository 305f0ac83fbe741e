import { type DefaultTheme, defineConfig } from 'vitepress';

/** The pages, by what one comes for. That of a feature is named after its folder in src/features/. */
const pages = {
  Start: {
    start: 'Start in five minutes',
    demo: 'The demo',
    'when-something-is-wrong': 'When something is wrong',
  },
  'Contests and courses': {
    reading: 'Reading statements',
    teaching: 'Teaching with Lectern',
    'contest-day': 'Contest day',
    preflight: 'Pre-flight',
    attachments: 'Attachments and editorials',
    booklets: 'Booklets',
    envelopes: 'Sealed statements',
    networks: 'Contests in certain rooms',
    push: 'Statements from a repository',
  },
  Platforms: {
    'first-urls': 'URLs in twenty minutes',
    platform: 'Use with your platform',
    grants: 'URLs on request',
    'trusted-tokens': 'Sign in with your tokens',
    sync: 'Synchronise your platform',
    shadow: 'Try it before you trust it',
    webhooks: 'Webhooks',
    embedding: 'Statements in your pages',
    idempotency: 'Retry without creating twice',
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
    nginx: 'Deliver PDFs with nginx',
    oidc: 'Sign in with another account',
    downloads: 'Who has read it',
    doctor: 'The doctor',
    mail: 'Mail',
    backup: 'Backup and moving',
    'audit-log': 'The audit log',
    'audit-log-format': 'The format of the audit log',
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
    rights: 'Rights',
    'signed-urls': 'The signed URL',
    signing: 'The signing core',
  },
  Explanation: {
    access: 'Who may read what',
    'threat-model': 'Threat model',
    'threat-model-accounts': 'Threats to accounts',
    performance: 'What a request costs',
    design: 'How the web app looks',
    'decisions/': 'Decisions',
  },
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
