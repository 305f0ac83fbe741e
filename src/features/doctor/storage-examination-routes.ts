import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { CheckOutcomeName } from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { type Examination, examinationLimitMs } from './examination.ts';

const Examined = shape('StorageExamination', {
  healthy: Type.Boolean({ description: 'False when a check has failed.' }),
  findings: Type.Array(
    object({
      id: Type.String({ description: 'Of the check; stable, for programs.' }),
      title: Type.String(),
      outcome: CheckOutcomeName,
      detail: Type.String({ description: 'What was seen, in words.' }),
      remedy: orNull(Type.String({ description: 'What an operator can do about it.' })),
    }),
  ),
});

/** Runs the checks of `lectern doctor` for admins. */
export function storageExaminationRoutes(examineStorage: Examination): ApiRoutes {
  return (server) => {
    server.post(
      '/storage-examinations',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'examineStorage',
          tags: ['operations'],
          summary:
            'Check the storage with small test files, the mail server and trusted keys, as `lectern doctor` does',
          description:
            `It takes some seconds. After ${examinationLimitMs / 1000} s it gives what was found until then, and a ` +
            'failed check `time-limit`. One at a time in a process: 409 meanwhile.',
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
