import type { createSettings } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import type { Migrations } from '../database/migrate.ts';

/** What the program passes to its commands. */
export interface Cli {
  /** Environment variables of the process. Only the program reads `process.env`; vendors' SDKs read their own variables. */
  readonly environment: NodeJS.ProcessEnv;
  /** The settings of the core and of all features. */
  readonly settings: ReturnType<typeof createSettings>;
  readonly migrations: Migrations;
  /** Opens the data folder, which a running server may use too, runs a command on it, and always closes it. */
  withCore<T>(
    run: (core: Core) => Promise<T>,
    options?: Pick<CoreOptions, 'isUnsavedFine'> & {
      /** Refuses if there is no database yet, instead of creating an empty one. */
      readonly isExisting?: true;
    },
  ): Promise<T>;
}
