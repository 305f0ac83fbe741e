import { lazy } from 'react';

/** Loaded when somebody compares: put it into a `Suspense`. */
export const Comparison = lazy(() =>
  import('./comparison.tsx').then((file) => ({ default: file.Comparison })),
);
