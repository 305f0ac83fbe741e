import type { BetterAuthPlugin } from 'better-auth';
import type { Config } from '../../config/config.ts';
import type { Revocations } from '../../core/revoke/revocations.ts';
import type { Clock } from '../../lib/clock.ts';
import type { EndCredentials } from './end-credentials.ts';
import type { SyncRole } from './sync-role.ts';

/** Another way to sign in than by a password. */
export interface SignInProvider {
  /** On the button "Sign in with …". */
  readonly name: string;
  /** Loaded with better-auth. */
  load(): Promise<LoadedProvider>;
}

export interface LoadedProvider {
  readonly plugin: BetterAuthPlugin;
  /** Where a browser ends its session there too, if it can; it comes back to `returnTo`. */
  signOutUrl(returnTo: string): Promise<string | undefined>;
}

/** What signing in at a provider changes. */
export interface SignInParts {
  readonly config: Config;
  readonly revocations: Revocations;
  readonly endCredentials: EndCredentials;
  readonly clock: Clock;
  readonly syncRole: SyncRole;
}
