import { createSettings } from '../config/config.ts';
import { features } from './index.ts';

/** All settings, of the core and of the features. */
export const { general, all, readConfig, configWarnings, describeConfig } = createSettings(
  features.flatMap(({ profile, lifecycle }) =>
    lifecycle?.settings ? [{ ...lifecycle.settings, profile }] : [],
  ),
);
