// Runs before the first paint, so that a dark page doesn't flash white and nothing moves later, and starts the app's first
// requests while its script is loading.
(() => {
  const root = document.documentElement;
  const basePath = document.querySelector('meta[name="lectern-base-path"]').content;
  const path = location.pathname.slice(basePath.length);
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // no storage, no choice
    }
  };
  // Stored under these names by Mantine, `session.ts` and `i18n.ts`.
  const chosen = read('mantine-color-scheme-value') ?? 'auto';
  const isSignedIn = read('lectern-signed-in') !== null;
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  if (path.startsWith('/embed/')) root.dataset.opening = 'frame';
  else root.dataset.opening = isSignedIn && path !== '/sign-in' ? 'shell' : 'door';

  // The build writes the file names into the page (web/first-paint.ts). `i18n.ts` decides; a wrong guess costs only a request.
  const files = document.querySelector('meta[name="lectern-early-files"]');
  const texts = files?.dataset ?? {};
  const chosenLanguage = read('lectern-language');
  const wished = [
    path.startsWith('/embed/') && new URLSearchParams(location.search).get('uiLanguage'),
    chosenLanguage,
    ...navigator.languages.map((tag) => tag.split('-', 1)[0]),
    'en',
  ];
  const language = wished.find((each) => Object.hasOwn(texts, each));
  const statement = root.dataset.opening !== 'door' && /^(?:\/embed)?\/(tasks\/[^/]+)$/.exec(path)?.[1];
  const early = [{ file: texts[language], fetchPriority: 'high' }];
  // Low priority, because these are large, and the app is needed first.
  if (statement)
    early.push(...(files?.content.split(' ') ?? []).map((file) => ({ file, fetchPriority: 'low' })));
  for (const { file, fetchPriority } of early) {
    if (!file) continue;
    const link = { rel: 'modulepreload', href: `${basePath}/${file}`, fetchPriority };
    document.head.append(Object.assign(document.createElement('link'), link));
  }

  // The API requests that the page waits for; `early-replies.ts` passes the replies to the app. Skipped with a search or an
  // encoded id, which only the app parses.
  const door = path === '/set-password' ? [] : ['settings'];
  const asked = { door, shell: ['me'], frame: [] }[root.dataset.opening];
  if (root.dataset.opening === 'shell' && location.search === '') {
    if (/^tasks\/[\w-]+$/.test(statement)) asked.push(statement);
    const lists = ['tasks?limit=200', 'openings?limit=20', 'contests?mine=true&limit=200'];
    if (path === '/') asked.push(...lists, 'groups?mine=true&limit=200');
  }
  window.lecternEarlyReplies = new Map(
    asked.map((what) => {
      const url = `${location.origin}${basePath}/api/v1/${what}`;
      const abort = new AbortController();
      const asking = { sentAtMs: Date.now(), abort };
      const headers = { accept: 'application/json' };
      // Like `client.ts`.
      if (chosenLanguage) headers['accept-language'] = [chosenLanguage, ...navigator.languages].join();
      const request = { headers, signal: abort.signal };
      asking.reply = fetch(url, request).finally(() => {
        asking.arrivedAtMs = Date.now();
      });
      asking.reply.catch(() => {}); // the app gets the error with the reply
      return [url, asking];
    }),
  );
})();
