// Before the first paint, so that a dark page never flashes white, and what is shown at first stands where it stays.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // no storage, no choice
    }
  };
  // Mantine and `api/session.ts` keep them under these names.
  const chosen = read('mantine-color-scheme-value') ?? 'auto';
  const isSignedIn = read('lectern-signed-in') !== null;
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  if (location.pathname.startsWith('/embed/')) root.dataset.opening = 'frame';
  else root.dataset.opening = isSignedIn && location.pathname !== '/sign-in' ? 'shell' : 'door';
})();
