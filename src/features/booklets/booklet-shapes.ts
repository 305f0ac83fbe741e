import { type Static, Type } from 'typebox';
import { Bytes, DispositionName, externalIdReply, Id, Language, Time } from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import { isoTime } from '../../lib/clock.ts';
import {
  type Booklet,
  bookletFailures,
  parseTimeZone,
  type ReadableBooklet,
  statementProblems,
} from './booklet.ts';

const Statement = shape('BookletStatement', {
  taskId: Id,
  ...externalIdReply,
  label: Type.String(),
  language: orNull(Type.String({ description: 'Language of the PDF; null for a task without one.' })),
  page: orNull(Type.Integer({ description: 'First page of the statement; null if it is missing.' })),
  problem: orNull(oneOf('BookletStatementProblem', statementProblems, 'Why the statement is missing.')),
});

const file = {
  pages: Type.Integer(),
  size: Bytes,
  madeAt: Time,
};
const Made = shape('BookletFile', { ...file, statements: Type.Array(Statement) });

export const BookletShape = shape('Booklet', {
  language: Language,
  oddPages: Type.Boolean({
    description: 'Whether each statement begins on an odd page, for double-sided printing.',
  }),
  includesUpcoming: Type.Boolean({
    description: 'Whether it also has tasks that open later; always true for contests, which have all tasks.',
  }),
  timeZone: Type.String({ description: 'Time zone of the times on the cover, an IANA name.' }),
  askedAt: Time,
  upToDate: Type.Unsafe<boolean | null>({
    type: ['boolean', 'null'],
    description:
      'False until it is made, and after each change of its tasks or PDFs until it is made again. Null for people who ' +
      'are not staff.',
  }),
  made: Type.Unsafe<Static<typeof Made> | null>({
    anyOf: [Made, { type: 'null' }],
    description: 'The file that can be read now; null until it is first made.',
  }),
  failure: orNull(oneOf('BookletFailure', bookletFailures, 'Why the last attempt to make it failed.')),
  retryAt: orNull(Time),
});

const oddPages = Type.Optional(Type.Boolean({ default: false }));
/** Options of a booklet request, by kind of owner. */
export const bookletSpecs = {
  contest: shape('BookletOptions', {
    oddPages,
    timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, default: 'UTC' })),
  }),
  group: shape('GroupBookletOptions', { oddPages, includesUpcoming: Type.Optional(Type.Boolean()) }),
} as const;

type Spec = Static<typeof bookletSpecs.contest> & Static<typeof bookletSpecs.group>;

/** A contest's booklet has all of its tasks; a group's has the open ones, and no times on its cover. */
export function readBookletSpec(kind: keyof typeof bookletSpecs, spec: Spec | null | undefined) {
  const { oddPages = false, timeZone = 'UTC', includesUpcoming = kind === 'contest' } = spec ?? {};
  return { oddPages, timeZone: parseTimeZone(timeZone), includesUpcoming };
}

export const BookletChoice = shape('BookletChoice', {
  language: Type.Optional(Language),
  disposition: Type.Optional(DispositionName),
});

export const BookletUrl = shape('BookletUrl', {
  language: Language,
  url: Type.String({ description: 'Signed URL of the PDF, for GET of this file only.' }),
  urlExpiresAt: Time,
  ...file,
});

export const BookletParams = object({ language: Language });

export const taskIdsOf = ({ made }: ReadableBooklet) => made.statements.map(({ taskId }) => taskId);

/** The reply for readers who are not staff. */
export function toBookletReply(booklet: Booklet): Static<typeof BookletShape> {
  const { language, oddPages, includesUpcoming, timeZone, askedAt, made } = booklet;
  return {
    language,
    oddPages,
    includesUpcoming,
    timeZone,
    askedAt: isoTime(askedAt),
    upToDate: null,
    failure: null,
    retryAt: null,
    made: made && {
      pages: made.pages,
      size: made.size,
      madeAt: isoTime(made.madeAt),
      statements: made.statements.map(({ versionId: _, ...statement }) => statement),
    },
  };
}
