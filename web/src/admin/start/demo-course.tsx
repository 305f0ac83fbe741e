import { Button, Group } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconSchool } from '../../ui/icons.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';

const demoCourseQuery = queryOptions({
  queryKey: ['demo-course'],
  queryFn: ({ signal }) => client.get('/api/v1/demo-course', { signal }),
});

type Course = Awaited<ReturnType<NonNullable<typeof demoCourseQuery.queryFn>>>;

/** What is read again once there is a course, or none any more. */
const touched = ['demo-course', 'tasks', 'groups', 'contests', 'openings', 'placements'].map((kind) => [
  kind,
]);

/** It makes PDFs, which takes a slow machine a while. */
const timeoutMs = 60_000;

/** Makes the demo course, leads to it, and removes it. */
export function DemoCourse() {
  const { t } = useTranslation('admin');
  const course = useQuery(demoCourseQuery);
  const isThere = course.data !== undefined && !isEmpty(course.data);
  return (
    <Section title={t('start.demo')} hint={t(isThere ? 'start.demoThere' : 'start.demoText')}>
      <QueryView query={course}>{(data) => (isEmpty(data) ? <Create /> : <Made course={data} />)}</QueryView>
    </Section>
  );
}

const isEmpty = ({ groupId, contestId, taskIds }: Course) =>
  groupId === null && contestId === null && taskIds.length === 0;

function Create() {
  const { t } = useTranslation('admin');
  const create = useSending({
    mutationFn: () => client.post('/api/v1/demo-course', { timeoutMs }),
    meta: { invalidates: touched, done: t('start.demoCreated') },
  });
  return (
    <>
      {create.isError && <ErrorNotice error={create.error} />}
      <Group>
        <Button
          onClick={() => create.mutate()}
          loading={create.isPending}
          leftSection={<IconSchool size={18} />}
        >
          {t('start.demoCreate')}
        </Button>
      </Group>
    </>
  );
}

function Made({ course: { groupId, contestId, taskIds } }: { course: Course }) {
  const { t } = useTranslation('admin');
  const [taskId] = taskIds;
  const remove = useSending({
    mutationFn: () => client.delete('/api/v1/demo-course', { timeoutMs }),
    meta: { invalidates: touched, done: t('start.demoRemoved') },
  });
  return (
    <>
      {remove.isError && <ErrorNotice error={remove.error} />}
      <Group gap="sm">
        {taskId !== undefined && (
          <ButtonLink to="/tasks/$taskId" params={{ taskId }}>
            {t('start.demoTask')}
          </ButtonLink>
        )}
        {groupId !== null && (
          <ButtonLink to="/manage/groups/$groupId" params={{ groupId }} variant="default">
            {t('start.demoGroup')}
          </ButtonLink>
        )}
        {contestId !== null && (
          <ButtonLink to="/manage/contests/$contestId" params={{ contestId }} variant="default">
            {t('start.demoContest')}
          </ButtonLink>
        )}
        <ConfirmButton
          question={t('start.demoQuestion')}
          onConfirm={() => remove.mutate()}
          loading={remove.isPending}
        >
          {t('start.demoRemove')}
        </ConfirmButton>
      </Group>
    </>
  );
}
