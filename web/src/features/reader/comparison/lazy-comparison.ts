import { lazy } from 'react';

/** Loaded for the first comparison; needs a `Suspense`. */
export const LazyComparison = lazy(() =>
  import('./comparison.tsx').then((file) => ({ default: file.Comparison })),
);
