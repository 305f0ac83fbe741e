import { Type } from 'typebox';
import { type ApiRoutes, tagged } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty, externalIdsOf, Id, listedExternalIdsOf } from '../../api/schemas.ts';
import { orNull, shape } from '../../api/shapes.ts';
import type { DemoCourse } from './demo-course.ts';

const DemoCourseShape = shape('DemoCourse', {
  groupId: orNull(Id),
  contestId: orNull(Id),
  taskIds: Type.Array(Id),
  ...externalIdsOf('group', 'contest'),
  ...listedExternalIdsOf('task'),
});

export function demoCourseRoutes(demoCourse: DemoCourse): ApiRoutes {
  return tagged('operations', (server) => {
    server.get(
      '/demo-course',
      {
        config: { access: 'admin', cost: 'light' },
        schema: {
          operationId: 'getDemoCourse',
          summary: 'Get the parts of the demo course',
          description: 'For admins. Missing parts are null.',
          response: { 200: DemoCourseShape },
        },
      },
      async () => toReply(await demoCourse.find()),
    );
    server.post(
      '/demo-course',
      {
        config: { access: 'admin', cost: 'creation' },
        schema: {
          operationId: 'createDemoCourse',
          summary: 'Create a demo course: a group, a contest, and tasks with PDFs in two languages',
          description:
            'For admins; takes some seconds. You become its staff, and take part in its contest; no accounts are created. All its ' +
            'external ids begin with `lectern-demo:`. Returns 409 `demo-course-exists` while parts of one exist.',
          response: { 201: DemoCourseShape, ...problems(409, 507) },
        },
      },
      async ({ principal }, reply) => reply.code(201).send(toReply(await demoCourse.create(principal.id))),
    );
    server.delete(
      '/demo-course',
      {
        config: { access: 'admin', cost: 'change' },
        schema: {
          operationId: 'removeDemoCourse',
          summary: 'Remove the demo course and its PDFs',
          description: 'For admins. Records of issued URLs stay. Also succeeds if there is no demo course.',
          response: { 204: Empty },
        },
      },
      async (_request, reply) => {
        await demoCourse.remove();
        return reply.code(204).send(null);
      },
    );
  });
}

const toReply = ({ taskIds, ...course }: Awaited<ReturnType<DemoCourse['find']>>) => ({
  ...course,
  taskIds: [...taskIds],
});
