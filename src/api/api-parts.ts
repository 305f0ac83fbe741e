import type { FastifyBaseLogger } from 'fastify';
import type { Access } from '../core/decide/access.ts';
import type { Openings } from '../core/decide/openings.ts';
import type { Placements, Places } from '../core/decide/places.ts';
import type { ReadTaskSnapshot } from '../core/decide/task-snapshot.ts';
import type { Issue } from '../core/issue/issue.ts';
import type { IssuedUrls } from '../core/issue/issued-urls.ts';
import type { KeyStore } from '../core/keys/key-store.ts';
import type { FindExternal } from '../database/external-ids.ts';
import type { AccountLimits } from '../domain/accounts/account-limits.ts';
import type { Accounts } from '../domain/accounts/accounts.ts';
import type { ApiKeys } from '../domain/accounts/api-keys.ts';
import type { Auth } from '../domain/accounts/auth.ts';
import type { Authenticate } from '../domain/accounts/authenticate.ts';
import type { DeviceCookie } from '../domain/accounts/device-cookie.ts';
import type { FirstAdmin } from '../domain/accounts/first-admin.ts';
import type { AskNewPassword } from '../domain/accounts/forgotten-passwords.ts';
import type { NewAccounts } from '../domain/accounts/new-accounts.ts';
import type { OnPasswordChanged } from '../domain/accounts/password-changed.ts';
import type { EndSession } from '../domain/accounts/sessions.ts';
import type { SetupLinks } from '../domain/accounts/setup-links.ts';
import type { SignInLimits } from '../domain/accounts/sign-in-limit.ts';
import type { LoadedProvider } from '../domain/accounts/sign-in-provider.ts';
import type { ProveAddress, SignUpByMail } from '../domain/accounts/sign-up.ts';
import type { ContestCopies } from '../domain/contests/contest-copies.ts';
import type { ContestPeople } from '../domain/contests/contest-people.ts';
import type { ContestTasks } from '../domain/contests/contest-tasks.ts';
import type { Contests } from '../domain/contests/contests.ts';
import type { Groups } from '../domain/groups/groups.ts';
import type { Collaborators } from '../domain/tasks/collaborators.ts';
import type { DocumentVersions } from '../domain/tasks/document-versions.ts';
import type { Examinations } from '../domain/tasks/examinations.ts';
import type { TaskDetails } from '../domain/tasks/task-detail.ts';
import type { Tasks } from '../domain/tasks/tasks.ts';
import type { Uploads } from '../domain/tasks/uploads.ts';
import type { Clock } from '../lib/clock.ts';
import type { ConnectionLimits } from '../lib/listener/limit-connections.ts';
import type { Tracing } from '../lib/tracing.ts';
import type { Metrics } from './metrics.ts';
import type { PublicSettings } from './routes/settings.ts';

/** For each listener of a process: more than the people of the largest contest; at 16 KiB each, some 500 MiB. */
export const maxConnections = 30_000;

/** Everything that routes call. */
export interface ApiParts {
  readonly publicUrl: string;
  /** Origins of the URLs that are signed, for reading and for uploads. */
  readonly fileOrigins: ReadonlyArray<string>;
  /** Origins of the pages that may frame the reader. */
  readonly embedOrigins: ReadonlyArray<string>;
  readonly version: string;
  readonly settings: PublicSettings;
  readonly maxConcurrentRequests: number;
  readonly connectionLimits: ConnectionLimits;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Who reads `/metrics` must send it; undefined where anybody may. */
  readonly metricsToken: string | undefined;
  readonly tracing: Tracing;
  readonly auth: () => Promise<Auth>;
  /** Undefined where nobody signs in at a provider. */
  readonly provider: () => Promise<LoadedProvider | undefined>;
  readonly authenticate: Authenticate;
  readonly endSession: EndSession;
  readonly readTaskSnapshot: ReadTaskSnapshot;
  readonly signInLimits: SignInLimits;
  readonly deviceCookie: DeviceCookie;
  readonly accountLimits: AccountLimits;
  readonly accounts: Accounts;
  readonly newAccounts: NewAccounts;
  readonly firstAdmin: FirstAdmin;
  readonly apiKeys: ApiKeys;
  readonly setupLinks: SetupLinks;
  readonly askNewPassword: AskNewPassword;
  readonly signUpByMail: SignUpByMail;
  readonly proveAddress: ProveAddress;
  readonly onPasswordChanged: OnPasswordChanged;
  readonly access: Access;
  readonly openings: Openings;
  readonly placements: Placements;
  readonly places: Places;
  readonly tasks: Tasks;
  readonly taskDetails: TaskDetails;
  readonly collaborators: Collaborators;
  readonly versions: DocumentVersions;
  readonly uploads: Uploads;
  readonly examinations: Examinations;
  readonly groups: Groups;
  readonly contests: Contests;
  readonly contestTasks: ContestTasks;
  readonly contestCopies: ContestCopies;
  readonly contestPeople: ContestPeople;
  readonly findExternal: FindExternal;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly issue: Issue;
  readonly issuedUrls: IssuedUrls;
  /** Throws unless every part that a request needs answers. */
  readonly checkReady: () => Promise<void>;
}
