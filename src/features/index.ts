import { auditLog } from './audit-log/feature.ts';
import { backup } from './backup/feature.ts';
import { booklets } from './booklets/feature.ts';
import { calendar } from './calendar/feature.ts';
import { demo } from './demo/feature.ts';
import { doctor } from './doctor/feature.ts';
import { documentChanges } from './document-changes/feature.ts';
import { downloads } from './downloads/feature.ts';
import { edge } from './edge/feature.ts';
import { envelopes } from './envelopes/feature.ts';
import type { Feature } from './feature.ts';
import { idempotency } from './idempotency/feature.ts';
import { invitations } from './invitations/feature.ts';
import { mail } from './mail/feature.ts';
import { notices } from './notices/feature.ts';
import { oidc } from './oidc/feature.ts';
import { peopleImport } from './people-import/feature.ts';
import { platformGrants } from './platform-grants/feature.ts';
import { preflight } from './preflight/feature.ts';
import { push } from './push/feature.ts';
import { refusals } from './refusals/feature.ts';
import { reports } from './reports/feature.ts';
import { shadow } from './shadow/feature.ts';
import { sync } from './sync/feature.ts';
import { telemetry } from './telemetry/feature.ts';
import { trustedTokens } from './trusted-tokens/feature.ts';
import { webhooks } from './webhooks/feature.ts';

/** All features. To remove one, delete its folder and its two lines here. */
export const features: ReadonlyArray<Feature> = [
  telemetry,
  demo,
  mail,
  oidc,
  trustedTokens,
  idempotency,
  reports,
  refusals,
  auditLog,
  downloads,
  preflight,
  envelopes,
  booklets,
  documentChanges,
  notices,
  calendar,
  peopleImport,
  invitations,
  platformGrants,
  shadow,
  sync,
  webhooks,
  push,
  edge,
  doctor,
  backup,
];
