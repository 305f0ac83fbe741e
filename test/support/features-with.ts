import type { Feature } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';

/** All features, some of them replaced, by their names. */
export const featuresWith = (
  opened: Readonly<Record<string, NonNullable<Feature['open']>>>,
): ReadonlyArray<Feature> =>
  features.map((feature) => {
    const open = opened[feature.name];
    return open ? { ...feature, open } : feature;
  });
