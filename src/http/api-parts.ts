import type { FastifyBaseLogger } from 'fastify';
import type { Access } from '../access/access.ts';
import type { Openings } from '../access/openings.ts';
import type { Placements } from '../access/placements.ts';
import type { Preflight } from '../access/preflight.ts';
import type { ReadTaskSnapshot } from '../access/task-snapshot.ts';
import type { AccountLimits } from '../accounts/account-limits.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Auth } from '../accounts/auth.ts';
import type { Authenticate } from '../accounts/authenticate.ts';
import type { DeviceCookie } from '../accounts/device-cookie.ts';
import type { ImportPeople } from '../accounts/import-people.ts';
import type { SetupLinks } from '../accounts/setup-links.ts';
import type { SignInLimits } from '../accounts/sign-in-limit.ts';
import type { Clock } from '../clock.ts';
import type { ContestPeople } from '../contests/contest-people.ts';
import type { ContestTasks } from '../contests/contest-tasks.ts';
import type { Contests } from '../contests/contests.ts';
import type { Examination } from '../doctor/examination.ts';
import type { Groups } from '../groups/groups.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Collaborators } from '../tasks/collaborators.ts';
import type { DocumentVersions } from '../tasks/document-versions.ts';
import type { Examinations } from '../tasks/examinations.ts';
import type { TaskDetails } from '../tasks/task-detail.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Uploads } from '../tasks/uploads.ts';
import type { Issue } from '../urls/issue.ts';
import type { IssuedUrls } from '../urls/issued-urls.ts';
import type { Trace } from '../urls/trace.ts';
import type { Metrics } from './metrics.ts';
import type { PublicSettings } from './public-settings.ts';

/** Everything that routes call. */
export interface ApiParts {
  readonly publicUrl: string;
  /** Origins of the URLs that are signed, for reading and for uploads. */
  readonly fileOrigins: ReadonlyArray<string>;
  readonly version: string;
  readonly settings: PublicSettings;
  readonly trustedProxies: ReadonlyArray<string>;
  readonly maxConcurrentRequests: number;
  /** Open at once; more are closed as they come. */
  readonly maxConnections: number;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly auth: () => Promise<Auth>;
  readonly authenticate: Authenticate;
  readonly readTaskSnapshot: ReadTaskSnapshot;
  readonly signInLimits: SignInLimits;
  readonly deviceCookie: DeviceCookie;
  readonly accountLimits: AccountLimits;
  readonly accounts: Accounts;
  readonly setupLinks: SetupLinks;
  readonly importPeople: ImportPeople;
  readonly access: Access;
  readonly openings: Openings;
  readonly placements: Placements;
  readonly tasks: Tasks;
  readonly taskDetails: TaskDetails;
  readonly collaborators: Collaborators;
  readonly versions: DocumentVersions;
  readonly uploads: Uploads;
  readonly examinations: Examinations;
  readonly groups: Groups;
  readonly contests: Contests;
  readonly contestTasks: ContestTasks;
  readonly contestPeople: ContestPeople;
  readonly preflight: Preflight;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly issue: Issue;
  readonly issuedUrls: IssuedUrls;
  readonly trace: (url: string) => Promise<Trace>;
  readonly examineStorage: Examination;
  /** Throws unless every part that a request needs answers. */
  readonly checkReady: () => Promise<void>;
}
