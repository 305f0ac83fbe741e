import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { read, send } from '../../../lib/server/resource.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconSchool } from '../../../ui/page-icons.ts';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';

const demoCourseQuery = read('/api/v1/demo-course');

type Course = Awaited<ReturnType<NonNullable<typeof demoCourseQuery.queryFn>>>;

/** Generating PDFs takes slow machines a while. */
const timeoutMs = 60_000;

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
  const create = useAction({
    mutationFn: () => send('post', '/api/v1/demo-course', { timeoutMs }),
    failure: 'form',
    meta: { done: t('start.demoCreated') },
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
  const remove = useAction({
    mutationFn: () => send('delete', '/api/v1/demo-course', { timeoutMs }),
    failure: 'form',
    meta: { done: t('start.demoRemoved') },
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
