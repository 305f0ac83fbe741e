import type { BetterAuthPlugin } from 'better-auth';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { SyncRole } from './sync-role.ts';

/** A way to sign in without a password. */
export interface SignInProvider {
  /** On the button "Sign in with …". */
  readonly name: string;
  /** Called when better-auth is loaded. */
  load(): Promise<LoadedProvider>;
}

export interface LoadedProvider {
  readonly plugin: BetterAuthPlugin;
  /** Where a browser also ends its session at the provider, if that is possible; it then returns to `returnTo`. */
  signOutUrl(returnTo: string): Promise<string | undefined>;
}

/** What signing in at a provider needs. */
export interface SignInParts {
  readonly config: Config;
  readonly revocations: Revocations;
  readonly clock: Clock;
  readonly syncRole: SyncRole;
}
