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
  language: orNull(Type.String({ description: 'Of the PDF; null for a task without one.' })),
  page: orNull(Type.Integer({ description: 'Its first page; null for a statement that is not there.' })),
  problem: orNull(oneOf('BookletStatementProblem', statementProblems, 'Why it is not there.')),
});

const file = {
  pages: Type.Integer(),
  size: Bytes,
  madeAt: Time,
};
const Made = shape('BookletFile', { ...file, statements: Type.Array(Statement) });

export const BookletShape = shape('Booklet', {
  language: Language,
  oddPages: Type.Boolean({ description: 'Whether each statement begins on an odd page.' }),
  includesUpcoming: Type.Boolean({
    description: 'Whether it has tasks, too, that open later. That of a contest has all of its tasks.',
  }),
  timeZone: Type.String({ description: 'Of the times on the cover, an IANA name.' }),
  askedAt: Time,
  upToDate: Type.Unsafe<boolean | null>({
    type: ['boolean', 'null'],
    description:
      'False until it is made, and from a change of its tasks or their PDFs until it is made again. Null for those who ' +
      'are not staff.',
  }),
  made: Type.Unsafe<Static<typeof Made> | null>({
    anyOf: [Made, { type: 'null' }],
    description: 'What can be read now; null before it is made for the first time.',
  }),
  failure: orNull(oneOf('BookletFailure', bookletFailures, 'Why it could not be made the last time.')),
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
  url: Type.String({ description: 'Signed URL of the PDF: GET only, this file only.' }),
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
