import { type TOptional, type TSchemaOptions, Type } from 'typebox';
import { groundKinds } from '../core/decide/access-paths.ts';
import { containerKinds } from '../core/decide/containers.ts';
import { groundStates } from '../core/decide/decide.ts';
import { issueIdForm } from '../core/issue/issue-id.ts';
import { dispositions } from '../core/issue/issue-record.ts';
import { maxExternalIdLength } from '../database/external-ids.ts';
import { refusalReasons } from '../domain/access/refusals.ts';
import { maxNameLength } from '../domain/accounts/account-fields.ts';
import { roles } from '../domain/accounts/principal.ts';
import { contestPhases, contestRoles } from '../domain/contests/contest.ts';
import { groupRoles } from '../domain/groups/groups.ts';
import { maxReasonLanguages, maxReasonLength } from '../domain/tasks/change-reason.ts';
import { documentFindingCodes, severities } from '../domain/tasks/document-findings.ts';
import { maxTitleLength, taskRoleWords } from '../domain/tasks/task.ts';
import { outcomes } from '../lib/findings.ts';
import { object, oneOf, orNull, shape, wordOf } from './shapes.ts';

/** Schemas that several routes share. */

export const Id = Type.String({
  title: 'Id',
  minLength: 1,
  maxLength: maxExternalIdLength + 4,
  description:
    'Opaque id, a UUID. For tasks, groups, contests and people, requests may also use `ext:` and the external id; any other text is ' +
    'refused with 400.',
});
export const timeForm = {
  format: 'date-time',
  // The format alone permits what `Date` cannot read: a leap second, and white space instead of `T`.
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d([.]\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
  maxLength: 40,
} as const;
export const Time = Type.String({
  title: 'Time',
  ...timeForm,
  description: 'ISO 8601 in UTC. Requests may use other offsets, and years from 1900 to 9998.',
});
export const ServerTime = Type.String({
  format: 'date-time',
  description: "Use this clock for countdowns, not the reader's.",
});
export const Email = Type.String({ title: 'Email', format: 'email', maxLength: 254 });
export const Emails = Type.Array(Email, { minItems: 1, maxItems: 500 });
/** `bodyLimit` for that many addresses, or all tasks of a contest. */
export const listBodyBytes = 256 * 1024;
/** `bodyLimit` for a hundred people with long names. */
export const peopleBodyBytes = 512 * 1024;
/** In request bodies. A hook turns integers into texts before handlers read them (`plugins/external-ids.ts`). */
export const ExternalId = Type.Unsafe<string>({
  title: 'ExternalId',
  type: ['string', 'integer'],
  minLength: 1,
  maxLength: maxExternalIdLength,
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "Your platform's own id, without control characters. An integer stands for its decimal text.",
});
/** Filters a list by external id. */
export const externalIdQuery = {
  externalId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: maxExternalIdLength,
      description: 'Only the item with this external id, without `ext:`.',
    }),
  ),
};
const PlatformId = orNull(
  Type.String({
    title: 'PlatformId',
    description: "The platform's own id. Requests may use it with `ext:` before it.",
  }),
);
/** Required in replies; routes may omit it, because `plugins/added-external-ids.ts` adds it. */
const Added = PlatformId as unknown as TOptional<typeof PlatformId>;
/** The external id of the task, group, contest or person that a reply describes. */
export const externalIdReply = { externalId: Added };
/** The external ids of what a reply refers to: `taskExternalId` next to `taskId`, `throughExternalId` next to `through`. */
export const externalIdsOf = <const Name extends string>(...names: ReadonlyArray<Name>) =>
  Object.fromEntries(names.map((name) => [`${name}ExternalId`, Added])) as {
    [Each in `${Name}ExternalId`]: typeof Added;
  };
const PlatformIds = orNull(
  Type.Array(PlatformId, { title: 'PlatformIds', description: 'In the same order as the list of ids.' }),
);
/** The same for lists of ids: `taskExternalIds` next to `taskIds`. */
export const listedExternalIdsOf = <const Name extends string>(...names: ReadonlyArray<Name>) =>
  Object.fromEntries(names.map((name) => [`${name}ExternalIds`, PlatformIds])) as unknown as {
    [Each in `${Name}ExternalIds`]: TOptional<typeof PlatformIds>;
  };
export const IssueId = Type.String({
  maxLength: 64,
  pattern: issueIdForm.source,
  description: 'The parameter `issue` of a signed URL.',
});

export const Language = Type.String({
  title: 'Language',
  minLength: 2,
  maxLength: 35,
  description: 'BCP 47 language tag.',
});
export const Title = Type.String({
  minLength: 1,
  maxLength: maxTitleLength,
  description: 'One line of text.',
});
export const PersonName = Type.String({
  minLength: 1,
  maxLength: maxNameLength,
  description: 'One line of text.',
});
export const SearchText = (of: string) =>
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: `A part of ${of}; case and accents do not matter.`,
  });
export const FileName = Type.String({ minLength: 1, maxLength: 200 });
export const sha256Pattern = '^[0-9a-f]{64}$';
export const Sha256 = Type.String({
  title: 'Sha256',
  pattern: sha256Pattern,
  description: 'SHA-256 in lowercase hexadecimal.',
});
/** One line of text for each language. @param maxLength characters of each */
export const textsByLanguage = (
  { maxLength, maxLanguages }: { readonly maxLength: number; readonly maxLanguages: number },
  options: TSchemaOptions,
) =>
  Type.Record(Type.String(), Type.String({ minLength: 1, maxLength }), {
    ...options,
    maxProperties: maxLanguages,
  });
export const ChangeReason = textsByLanguage(
  { maxLength: maxReasonLength, maxLanguages: maxReasonLanguages },
  {
    title: 'ChangeReason',
    description: 'Tells readers why a PDF was replaced: one line of text per language, by BCP 47 tag.',
  },
);
export const Bytes = Type.Integer({ minimum: 1, description: 'Size in bytes.' });

export const RoleName = oneOf('Role', roles, 'What the account may do on this server.');
export const TaskRoleName = wordOf(taskRoleWords);
export const GroupRoleName = wordOf(groupRoles);
export const ContestRoleName = oneOf(
  'ContestRole',
  contestRoles,
  'participant: solves the tasks; staff: runs the contest.',
);
/** For lists of which admins see everything. */
export const Mine = Type.Optional(
  Type.Boolean({ description: '`true`: only those that you belong to, also for admins.' }),
);
export const DispositionName = wordOf(dispositions);
export const PhaseName = oneOf(
  'ContestPhase',
  contestPhases,
  'Phase by the general times, without individual delays or extra time.',
);
export const SeverityName = oneOf(
  'FindingSeverity',
  severities,
  'warning: check it; failed: fix it before the start.',
);
export const CheckOutcomeName = oneOf(
  'CheckOutcome',
  outcomes,
  'failed: must be fixed; skipped: could not be checked.',
);
export const DocumentFindingCodeName = oneOf(
  'DocumentFindingCode',
  documentFindingCodes,
  'What was found in a PDF.',
);
export const GroundStateName = oneOf(
  'GroundState',
  groundStates,
  'State at the requested time. elsewhere: open, but not at that address.',
);
export const GroundName = oneOf('Ground', groundKinds, 'What gives access to the task.');

/** A person in a request of a platform. */
export const namedByPlatform = {
  email: Type.Optional(Email),
  emailVerified: Type.Optional(
    Type.Boolean({
      description:
        'Whether the platform has verified `email`. Only verified addresses identify people when someone adds, invites or signs ' +
        'in by address.',
    }),
  ),
  name: Type.Optional(PersonName),
};
export const firstIssued = {
  firstIssuedAt: orNull(
    Type.String({
      ...timeForm,
      description:
        'When they first got a URL of the PDF of one of its tasks, or the key of a sealed PDF, after the task opened there. ' +
        'Null: not yet, as far as records are kept.',
    }),
  ),
};
/** A group or a contest. */
export const Container = shape(
  'Container',
  {
    kind: oneOf('PlaceKind', containerKinds, 'Whether it is a group or a contest.'),
    id: Id,
    ...externalIdReply,
    name: Type.String(),
  },
  { description: 'A group or a contest.' },
);

export const TaskParams = object({ taskId: Id });
export const GroupParams = object({ groupId: Id });
export const ContestParams = object({ contestId: Id });

/** The reply of `signedDescription`. */
export const SignedDownload = {
  descriptionPdfUrl: orNull(
    Type.String({
      description: 'Signed URL of the PDF, for GET of this file only. Null if there is no PDF.',
    }),
  ),
  descriptionPdfUrlExpiresAt: orNull(Time),
  language: orNull(Type.String({ description: 'Language of the PDF.' })),
};

export const ReadAccess = shape('ReadAccess', { ground: GroundName, validUntil: orNull(Time) });

export const RefusalReasonName = oneOf('RefusalReason', refusalReasons, 'Why the task cannot be read.');

export const ReadDecision = shape(
  'ReadDecision',
  {
    allowed: Type.Boolean(),
    reason: orNull(RefusalReasonName),
    ground: orNull(GroundName),
    opensAt: orNull(Time),
    validUntil: orNull(Time),
  },
  { description: 'Whether a task may be read. Fields that do not apply are null.' },
);

/** Both addresses of a person, for replies. */
export const addressReply = {
  email: orNull(Email),
  unverifiedEmail: orNull(
    Type.String({
      title: 'UnverifiedEmail',
      format: 'email',
      maxLength: 254,
      description:
        'Address that the person or a platform claims, not verified. It identifies no account; never use it in place of ' +
        '`email`.',
    }),
  ),
};

export const Person = shape('Person', {
  userId: Id,
  ...externalIdReply,
  ...addressReply,
  name: Type.String(),
});

/** For replies with something that can be changed; also sent as a header (`plugins/authorization.ts`). */
export const etag = {
  etag: Type.String({
    title: 'EntityTag',
    description: 'Tag of this state. Send it as `If-Match` with a change that is based on it.',
  }),
};
/** The headers of a request that changes something with an `etag`. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'The `etag` of the state that your change is based on; 412 if it has changed since.',
    }),
  ),
});

export const Invite = Type.Boolean({
  default: false,
  description:
    'Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. Returns ' +
    '403 `switched-off` if the server sends no e-mail.',
});

export const Empty = Type.Null({ description: 'Done; no content.' });
