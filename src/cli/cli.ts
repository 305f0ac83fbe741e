import type { createSettings } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import type { Migrations } from '../database/migrate.ts';

/** What commands are given by the program that they are a part of. */
export interface Cli {
  /** That of the process, which only the program reads. (Vendors' SDKs read their own variables.) */
  readonly environment: NodeJS.ProcessEnv;
  /** Those of the core and of all features. */
  readonly settings: ReturnType<typeof createSettings>;
  readonly migrations: Migrations;
  /** Runs a command on the data folder, which a running server may use too, and closes it in any case. */
  withCore<T>(
    run: (core: Core) => Promise<T>,
    options?: Pick<CoreOptions, 'isUnsavedFine'> & {
      /** Refuses where there is no database yet, rather than to make one in which nothing can be found. */
      readonly isExisting?: true;
    },
  ): Promise<T>;
}
