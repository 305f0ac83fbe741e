import type { FastifyBaseLogger } from 'fastify';
import type { RunChange } from '../core/decide/lost-access.ts';
import type { ReadTaskSnapshot } from '../core/decide/task-snapshot.ts';
import type { Core } from '../core/open-core.ts';
import type { AccountLimits } from '../domain/accounts/account-limits.ts';
import type { Authenticate } from '../domain/accounts/authenticate.ts';
import type { EndSession } from '../domain/accounts/sessions.ts';
import type { SignInLimits } from '../domain/accounts/sign-in-limit.ts';
import type { ConnectionLimits } from '../lib/listener/limit-connections.ts';
import type { Profile } from '../lib/profile.ts';
import type { Metrics } from './metrics.ts';
import type { PublicSettings } from './routes/settings.ts';

/** Per listener of a process: more than the largest contest has people. At 16 KiB each, about 500 MiB. */
export const maxConnections = 30_000;

/** The parts of the core that routes call. */
type CoreParts = Pick<
  Core,
  | (
      | 'publicUrl'
      | 'taskUrl'
      | 'webOrigin'
      | 'embedOrigins'
      | 'clock'
      | 'tracing'
      | 'findExternal'
      | 'findExternalIds'
    )
  | ('auth' | 'provider' | 'deviceCookie' | 'firstAdmin')
  | ('accounts' | 'newAccounts' | 'deleteAccount' | 'apiKeys' | 'setupLinks')
  | ('askNewPassword' | 'signUpByMail' | 'proveAddress' | 'onPasswordChanged')
  | ('access' | 'upcomingWindows' | 'managedTasks' | 'taskUsages' | 'findContainers')
  | ('tasks' | 'taskDetails' | 'taskStaff' | 'attachments' | 'readAttachments')
  | 'readContestTaskDetails'
  | ('versions' | 'uploads' | 'examinations')
  | ('groups' | 'contests' | 'contestTasks' | 'contestCopies' | 'contestPeople')
  | ('keys' | 'issue' | 'issuedUrls')
>;

/** Everything that routes call. */
export interface ApiParts extends CoreParts {
  /** Origins of signed URLs, for downloads and for uploads. */
  readonly fileOrigins: ReadonlyArray<string>;
  readonly version: string;
  readonly profile: Profile;
  readonly settings: PublicSettings;
  readonly maxConcurrentRequests: number;
  readonly connectionLimits: ConnectionLimits;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Required to read `/metrics`; undefined: anyone may. */
  readonly metricsToken: string | undefined;
  readonly authenticate: Authenticate;
  readonly endSession: EndSession;
  readonly readTaskSnapshot: ReadTaskSnapshot;
  readonly signInLimits: SignInLimits;
  readonly accountLimits: AccountLimits;
  readonly runChange: RunChange;
  /** Throws if a part that requests need does not respond. */
  readonly checkReady: () => Promise<void>;
}
