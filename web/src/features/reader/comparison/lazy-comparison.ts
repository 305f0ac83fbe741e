import { lazy } from 'react';

/** Loaded when somebody compares: put it into a `Suspense`. */
export const LazyComparison = lazy(() =>
  import('./comparison.tsx').then((file) => ({ default: file.Comparison })),
);
