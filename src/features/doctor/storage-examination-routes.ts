import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { CheckOutcomeName } from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { type Examination, examinationLimitMs } from './examination.ts';

const Examined = shape('StorageExamination', {
  healthy: Type.Boolean({ description: 'False if a check failed.' }),
  findings: Type.Array(
    object({
      id: Type.String({ description: 'Stable id of the check.' }),
      title: Type.String(),
      outcome: CheckOutcomeName,
      detail: Type.String({ description: 'What the check found.' }),
      remedy: orNull(Type.String({ description: 'What the operator can do about it.' })),
    }),
  ),
});

/** Runs the checks of `lectern doctor` for admins. */
export function storageExaminationRoutes(examineStorage: Examination): ApiRoutes {
  return (server) => {
    server.post(
      '/storage-examinations',
      {
        config: { access: 'admin', cost: 'change' },
        schema: {
          operationId: 'examineStorage',
          tags: ['operations'],
          summary: 'Check the storage, the mail server and trusted keys, like `lectern doctor`',
          description:
            `Writes small test files; takes some seconds. After ${examinationLimitMs / 1000} s it returns what it has found, and a ` +
            'failed check `time-limit`. Returns 409 while another examination runs in the same process.',
          response: { 200: Examined, ...problems(409) },
        },
      },
      async () => {
        const findings = await examineStorage();
        return {
          healthy: findings.every(({ outcome }) => outcome !== 'failed'),
          findings: findings.map((finding) => ({ ...finding, remedy: finding.remedy ?? null })),
        };
      },
    );
  };
}
