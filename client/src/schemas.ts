export type * from './api-types.ts';

/** What a module exports by name takes precedence over `*`. As this is no type, `Schemas` has no type of these names. */
declare const hidden: never;

export type {
  hidden as $defs,
  hidden as components,
  hidden as operations,
  hidden as paths,
  hidden as webhooks,
};
