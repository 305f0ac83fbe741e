import { type TOptional, type TSchemaOptions, Type } from 'typebox';
import { groundKinds } from '../core/decide/access-paths.ts';
import { groundStates } from '../core/decide/decide.ts';
import { openingKinds } from '../core/decide/openings.ts';
import { refusalReasons } from '../core/decide/refusals.ts';
import { dispositions } from '../core/issue/issue-record.ts';
import { maxExternalIdLength } from '../database/external-ids.ts';
import { maxNameLength } from '../domain/accounts/account-fields.ts';
import { roles } from '../domain/accounts/principal.ts';
import { contestPhases, contestRoles } from '../domain/contests/contest.ts';
import { groupRoles } from '../domain/groups/groups.ts';
import { maxReasonLanguages, maxReasonLength } from '../domain/tasks/change-reason.ts';
import { documentFindingCodes, severities } from '../domain/tasks/document-findings.ts';
import { maxTitleLength, taskRoles } from '../domain/tasks/task.ts';
import { outcomes } from '../lib/findings.ts';
import { object, oneOf, orNull, shape, wordOf } from './shapes.ts';

/** The schemas that several routes share. */

export const Id = Type.String({
  title: 'Id',
  minLength: 1,
  maxLength: maxExternalIdLength + 4,
  description: 'Opaque id (a UUIDv7). In a request also `ext:` and the id that a platform gave it.',
});
export const timeForm = {
  format: 'date-time',
  // The format alone lets pass what `Date` cannot read: a leap second, and white space for the `T`.
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d([.]\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
  maxLength: 40,
} as const;
export const Time = Type.String({
  title: 'Time',
  ...timeForm,
  description: 'ISO 8601 in UTC; in requests from 1900 to 9998.',
});
export const ServerTime = Type.String({
  format: 'date-time',
  description: "Count down on this clock, not on the reader's.",
});
export const Email = Type.String({ title: 'Email', format: 'email', maxLength: 254 });
export const Emails = Type.Array(Email, { minItems: 1, maxItems: 500 });
/** `bodyLimit` of a route that takes so many addresses, or all tasks of a contest. */
export const listBodyBytes = 256 * 1024;
/** The same for long names of a hundred people. */
export const peopleBodyBytes = 512 * 1024;
/** In the body of a request. A hook makes a text of an integer before any handler reads it (`plugins/external-ids.ts`). */
export const ExternalId = Type.Unsafe<string>({
  title: 'ExternalId',
  type: ['string', 'integer'],
  minLength: 1,
  maxLength: maxExternalIdLength,
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'The id that a platform gives; no control characters. An integer is its decimal text.',
});
/** Of a list: the one thing that a platform calls so. */
export const externalIdQuery = {
  externalId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: maxExternalIdLength,
      description: 'Only what your platform calls so, without `ext:`.',
    }),
  ),
};
const PlatformId = orNull(
  Type.String({ title: 'PlatformId', description: 'What a platform calls it; `ext:` before it names it.' }),
);
/** Required in a reply; a route may leave it out, as `plugins/added-external-ids.ts` adds it. */
const Added = PlatformId as unknown as TOptional<typeof PlatformId>;
/** What a platform calls the task, the group, the contest or the person that a reply describes. */
export const externalIdReply = { externalId: Added };
/** The same of what a reply refers to: `taskExternalId` beside `taskId`, or `throughExternalId` beside `through`. */
export const externalIdsOf = <const Name extends string>(...names: ReadonlyArray<Name>) =>
  Object.fromEntries(names.map((name) => [`${name}ExternalId`, Added])) as {
    [Each in `${Name}ExternalId`]: typeof Added;
  };
const PlatformIds = orNull(
  Type.Array(PlatformId, { title: 'PlatformIds', description: 'In the order of the ids beside them.' }),
);
/** The same beside a list of ids: `taskExternalIds` beside `taskIds`. */
export const listedExternalIdsOf = <const Name extends string>(...names: ReadonlyArray<Name>) =>
  Object.fromEntries(names.map((name) => [`${name}ExternalIds`, PlatformIds])) as unknown as {
    [Each in `${Name}ExternalIds`]: TOptional<typeof PlatformIds>;
  };
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
  description: 'SHA-256 in lower-case hexadecimal.',
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
    description:
      'Why a PDF took the place of another, for its readers: one line of text for each language, by its BCP 47 tag.',
  },
);
export const Bytes = Type.Integer({ minimum: 1, description: 'Size in bytes.' });

export const RoleName = oneOf('Role', roles, 'What the account may do on the platform.');
export const TaskRoleName = oneOf(
  'TaskRole',
  taskRoles,
  'reader sees drafts, editor changes documents, manager shares, owner deletes.',
);
export const GroupRoleName = wordOf(groupRoles);
export const ContestRoleName = oneOf(
  'ContestRole',
  contestRoles,
  'participant solves the tasks, staff runs the contest.',
);
/** Query of a list of which admins see everything. */
export const Mine = Type.Optional(
  Type.Boolean({ description: '`true`: only those that you belong to, admins too.' }),
);
export const DispositionName = wordOf(dispositions);
export const PhaseName = oneOf('ContestPhase', contestPhases, "Without anybody's own delay or extra time.");
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
export const GroundStateName = oneOf('GroundState', groundStates, 'At the time asked about.');
export const GroundName = oneOf('Ground', groundKinds, 'The reason why the task may be read.');

/** How a platform names one of its people. */
export const namedByPlatform = {
  email: Type.Optional(Email),
  emailVerified: Type.Optional(
    Type.Boolean({
      description:
        'Whether the platform has verified that `email` is theirs. Only then it names them, for whoever adds, invites or ' +
        'signs in by addresses.',
    }),
  ),
  name: Type.Optional(PersonName),
};
export const firstIssued = {
  firstIssuedAt: orNull(
    Type.String({
      ...timeForm,
      description:
        'When a URL of one of its tasks, or the key of a sealed PDF, was first issued to them since the task opened there. ' +
        'Null: not yet, as far as records are kept.',
    }),
  ),
};
/** A group or a contest. */
export const placeFields = {
  kind: oneOf('PlaceKind', openingKinds, 'Which of the two it is.'),
  id: Id,
  ...externalIdReply,
  name: Type.String(),
};
export const Place = shape('Place', placeFields, { description: 'A group or a contest.' });

export const TaskParams = object({ taskId: Id });
export const GroupParams = object({ groupId: Id });
export const ContestParams = object({ contestId: Id });

/** What `signedDescription` says. */
export const SignedDownload = {
  descriptionPdfUrl: orNull(
    Type.String({
      description: 'Signed URL of the PDF: GET only, this file only. Null when there is no PDF.',
    }),
  ),
  descriptionPdfUrlExpiresAt: orNull(Time),
  language: orNull(Type.String({ description: 'Language of the PDF behind the URL.' })),
};

export const ReadAccess = shape('ReadAccess', { ground: GroundName, validUntil: orNull(Time) });

export const RefusalReasonName = oneOf('RefusalReason', refusalReasons, 'Why not.');

export const ReadDecision = shape(
  'ReadDecision',
  {
    allowed: Type.Boolean(),
    reason: orNull(RefusalReasonName),
    ground: orNull(GroundName),
    opensAt: orNull(Time),
    validUntil: orNull(Time),
  },
  { description: 'Whether a task may be read; what does not apply is null.' },
);

/** Both addresses of a person, as a reply has them. */
export const addressReply = {
  email: orNull(Email),
  unverifiedEmail: orNull(
    Type.String({
      title: 'UnverifiedEmail',
      format: 'email',
      maxLength: 254,
      description:
        'An address that the person, or a platform, says they have, and that nobody has verified: it names nobody. ' +
        'Never take it for `email`.',
    }),
  ),
};

export const Person = shape('Person', {
  userId: Id,
  ...externalIdReply,
  ...addressReply,
  name: Type.String(),
});

/** What can be changed of something has it, and its replies send it as a header (`plugins/authorization.ts`). */
export const etag = {
  etag: Type.String({
    title: 'EntityTag',
    description: 'Of what can be changed. Send it as `If-Match` with a change based on this state.',
  }),
};
/** The headers of a request that changes such a thing. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ maxLength: 1000, description: 'The `ETag` of the state that the change is meant for.' }),
  ),
});

export const Invite = Type.Boolean({
  default: false,
  description:
    'Sends each person their link by e-mail, in English or Polish by `Accept-Language`, instead of returning it. 403 ' +
    '`switched-off` where no e-mail is sent.',
});

export const Empty = Type.Null({ description: 'Done.' });
