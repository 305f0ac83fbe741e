import { type Static, Type } from 'typebox';
import {
  type DocumentFindingCode,
  documentFindings,
  type StoredFacts,
} from '../../domain/tasks/document-findings.ts';
import type { Examined, Waiting } from '../../domain/tasks/examinations.ts';
import { LecternError } from '../../lib/errors.ts';
import { parseLanguage } from '../../lib/languages.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { DocumentFindingCodeName, Id, Language, SeverityName } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const Examination = shape('DocumentExamination', {
  versionId: Id,
  pages: orNull(Type.Integer({ description: 'Null when they cannot be counted.' })),
  findings: Type.Array(
    object({
      severity: SeverityName,
      code: DocumentFindingCodeName,
      facts: Type.Partial(object({ storedBytes: Type.Integer(), announcedBytes: Type.Integer() }), {
        additionalProperties: false,
        description: 'Details of this code.',
      }),
      message: Type.String(),
    }),
    { description: 'Empty for a PDF that only shows pages.' },
  ),
});

/** What a PDF contains besides pages. */
export function documentExaminationRoutes({ examinations, versions }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/tasks/:taskId/documents/:language/examination',
      {
        config: { access: { readableTask: 'staff' }, cost: 'page' },
        schema: {
          operationId: 'examineDocument',
          tags: ['documents'],
          summary: 'Check what a PDF contains besides pages: scripts, a password, other files',
          description:
            'For task staff. Returns what a PDF library found when the upload was completed. A busy server publishes a PDF ' +
            'unexamined, and examines it soon after; until then the finding is `pdf-not-examined-yet`. The web app runs no ' +
            'scripts of a PDF, but other viewers may.',
          params: object({ language: Language }),
          response: { 200: Examination, ...problems(503) },
        },
      },
      async ({ readableTask: { permit }, params }) => {
        const language = parseLanguage(params.language);
        const version = (await versions.current([permit.taskId])).find((each) => each.language === language);
        if (!version) {
          throw new LecternError(
            'not-found',
            `The task has no PDF in the language ${language}. Choose another language, or upload one.`,
          );
        }
        return {
          versionId: version.id,
          ...toExaminationReply(await examinations.findUnlessWaiting(version)),
        };
      },
    );
  };
}

function toExaminationReply(found: Examined | Waiting): Omit<Static<typeof Examination>, 'versionId'> {
  if (found.problem === undefined) {
    return { pages: found.pages, findings: found.findings.map((code) => toFinding(code, {})) };
  }
  const { problem, ...facts } = found;
  return { pages: null, findings: [toFinding(problem, facts)] };
}

function toFinding(code: DocumentFindingCode, facts: StoredFacts) {
  const { severity, message } = documentFindings[code];
  return { severity, code, facts, message: message(facts) };
}
