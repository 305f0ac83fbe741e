import assert from 'node:assert/strict';
import type { Feature } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';

/** All features, some of them replaced, by their names. */
export function featuresWith(
  opened: Readonly<Record<string, NonNullable<Feature['open']>>>,
): ReadonlyArray<Feature> {
  const names = features.map(({ name }) => name);
  assert.deepEqual(
    Object.keys(opened).filter((name) => !names.includes(name)),
    [],
    'a feature that does not exist',
  );
  return features.map((feature) => {
    const open = opened[feature.name];
    return open ? { ...feature, open } : feature;
  });
}
