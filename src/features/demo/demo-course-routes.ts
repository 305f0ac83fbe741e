import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
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
  return (server) => {
    server.get(
      '/demo-course',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'getDemoCourse',
          tags: ['operations'],
          summary: 'The parts of the demo course',
          description: 'For admins. A part that does not exist is null.',
          response: { 200: DemoCourseShape },
        },
      },
      async () => toReply(await demoCourse.find()),
    );
    server.post(
      '/demo-course',
      {
        config: { access: 'admin', limit: { what: 'costly' } },
        schema: {
          operationId: 'createDemoCourse',
          tags: ['operations'],
          summary: 'Create the demo course: a group, a contest, and tasks with PDFs in two languages',
          description:
            'You are its staff, and take part in its contest; it makes no accounts. What is in it has external ids that ' +
            'begin with `lectern-demo:`. It takes some seconds. 409 `demo-course-exists` while there is a part of one.',
          response: { 201: DemoCourseShape, ...problems(409, 507) },
        },
      },
      async ({ principal }, reply) => reply.code(201).send(toReply(await demoCourse.create(principal.id))),
    );
    server.delete(
      '/demo-course',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'removeDemoCourse',
          tags: ['operations'],
          summary: 'Remove the demo course, with its PDFs',
          description:
            'Records of issued URLs stay. Nothing else is touched. Succeeds when there is no course.',
          response: { 204: Empty },
        },
      },
      async (_request, reply) => {
        await demoCourse.remove();
        return reply.code(204).send(null);
      },
    );
  };
}

const toReply = ({ taskIds, ...course }: Awaited<ReturnType<DemoCourse['find']>>) => ({
  ...course,
  taskIds: [...taskIds],
});
