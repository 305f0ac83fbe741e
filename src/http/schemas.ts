import { type Static, type TSchema, Type } from 'typebox';
import { groundKinds } from '../access/access-paths.ts';
import { groundStates } from '../access/decide.ts';
import { openingKinds } from '../access/openings.ts';
import { findingCodes, preflightChecks, severities } from '../access/preflight-findings.ts';
import { roles } from '../accounts/principal.ts';
import { afterEnds, contestPhases, contestRoles } from '../contests/contest.ts';
import { outcomes } from '../doctor/check.ts';
import { errorTable } from '../errors.ts';
import { groupRoles } from '../groups/groups.ts';
import { collaboratorRoles, visibilities } from '../tasks/task.ts';
import { dispositions } from '../urls/issue.ts';

/** The shapes that several routes share. */

export const oneOf = <const Words extends ReadonlyArray<string>>(words: Words, description: string) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], description });

export const orNull = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [(schema as { type?: string }).type ?? 'string', 'null'],
  });

export const object = <P extends Record<string, TSchema>>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });

export const Id = Type.String({ minLength: 1, maxLength: 64, description: 'Opaque id (a UUIDv7).' });
export const Time = Type.String({
  format: 'date-time',
  // The format alone lets pass what `Date` cannot read: a leap second, and white space for the `T`.
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-5]\\d([.]\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
  description: 'ISO 8601 in UTC.',
  maxLength: 40,
});
export const ServerTime = Type.String({
  format: 'date-time',
  description: "Count down on this clock, not on the reader's.",
});
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Emails = Type.Array(Email, { minItems: 1, maxItems: 500 });
export const Language = Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47 language tag.' });
export const Title = Type.String({ minLength: 1, maxLength: 300, description: 'One line of text.' });
export const SearchText = (of: string) =>
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: `A part of ${of}; case and accents do not matter.`,
  });
export const FileName = Type.String({ minLength: 1, maxLength: 200 });
export const Sha256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 in lower-case hexadecimal.',
});
export const Bytes = Type.Integer({ minimum: 1, description: 'Size in bytes.' });

export const RoleName = oneOf(roles, 'What the account may do on the platform.');
export const CollaboratorRoleName = oneOf(
  collaboratorRoles,
  'reader sees drafts, editor changes documents, manager shares, owner deletes.',
);
export const GroupRoleName = oneOf(groupRoles, 'member gets tasks, staff runs the group.');
export const ContestRoleName = oneOf(contestRoles, 'participant solves the tasks, staff runs the contest.');
export const VisibilityName = oneOf(visibilities, 'restricted: only through other grounds.');
export const DispositionName = oneOf(dispositions, 'Whether a browser shows the PDF or saves it.');
export const AfterEndName = oneOf(afterEnds, 'Who may read the tasks once the contest has ended.');
export const PhaseName = oneOf(contestPhases, "Without anybody's own delay or extra time.");
export const SeverityName = oneOf(severities, 'warning: worth a look; failed: fix it before the start.');
export const CheckOutcomeName = oneOf(
  outcomes,
  'failed: it must be put right; skipped: it could tell nothing.',
);
export const CheckName = oneOf(preflightChecks, 'What was looked at.');
export const FindingCodeName = oneOf(findingCodes, 'What was found.');
export const GroundStateName = oneOf(groundStates, 'At the time asked about.');
export const GroundName = oneOf(groundKinds, 'The reason why the task may be read.');

/** A group or a contest. */
export const Place = {
  kind: oneOf(openingKinds, 'Which of the two it is.'),
  id: Id,
  name: Type.String(),
};

export const TaskParams = object({ taskId: Id });
export const GroupParams = object({ groupId: Id });
export const ContestParams = object({ contestId: Id });

export const SignedDownload = {
  descriptionPdfUrl: orNull(
    Type.String({
      description: 'Signed URL of the PDF: GET only, this file only. Null when there is no PDF.',
    }),
  ),
  descriptionPdfUrlExpiresAt: orNull(Time),
};

export const ReadAccess = object({ ground: GroundName, validUntil: orNull(Time) });

/** A decision in fields; those that do not apply are null. */
export const ReadDecision = object({
  allowed: Type.Boolean(),
  reason: orNull(oneOf(['not-open-yet', 'closed', 'not-found'], 'Why not.')),
  ground: orNull(GroundName),
  opensAt: orNull(Time),
  validUntil: orNull(Time),
});

/** RFC 9457. Facts such as `opensAt` or `retryAfterSeconds` stand beside the named members. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: oneOf(Object.keys(errorTable), 'Stable; see docs/errors.md.'),
    detail: Type.String({ description: 'What to do next, for a person.' }),
    requestId: Type.String(),
  },
  { $id: 'Problem', additionalProperties: true, description: 'Problem details, RFC 9457.' },
);

/** The error replies of a route, by status. */
export const problems = (...statuses: ReadonlyArray<number>) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: descriptions[status] ?? 'Problem',
        content: { 'application/problem+json': { schema: Type.Ref('Problem') } },
      },
    ]),
  );

const descriptions: Readonly<Record<number, string>> = {
  400: 'The request is not valid.',
  401: 'No session.',
  403: 'Not allowed, not open yet, or closed.',
  404: 'Not there, or not yours.',
  409: 'Does not fit the current state.',
  410: 'Gone.',
  413: 'Too large.',
  415: 'Not JSON.',
  422: 'The file is not what it must be.',
  429: 'Too many attempts; `Retry-After` says when to try again.',
  503: 'Cannot answer now.',
};

export const Empty = Type.Null({ description: 'Done.' });
