import { Group, Stack } from '@mantine/core';
import { type ErrorComponentProps, getRouteApi } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/is-api-error.ts';
import { useLoaded } from '../../lib/server/use-loaded.ts';
import { BackLink, useWayBack } from '../../ui/back-link.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ErrorPage } from '../../ui/error-page.tsx';
import { IconBook } from '../../ui/icons.ts';
import { Page } from '../../ui/page.tsx';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { StatePage } from '../../ui/state-page.tsx';
import { TaskUsagesTab } from '../schedule/task-usages-tab.tsx';
import { UploadGuard } from '../uploads/upload-guard.tsx';
import { AttachmentsSection } from './documents/attachments-section.tsx';
import { DocumentsTab } from './documents/documents-tab.tsx';
import { useUploads } from './documents/use-uploads.ts';
import { AccessTab } from './readers/access-tab.tsx';
import { IssuedTab } from './readers/issued-tab.tsx';
import { SettingsTab } from './settings/settings-tab.tsx';
import { TaskStaffTab } from './settings/task-staff-tab.tsx';
import { taskSettingsQuery } from './task/task-queries.ts';
import { neededFor, useTaskPermission } from './task/task-role.ts';
import { type TaskTab, taskTabs } from './task/task-search.ts';

const route = getRouteApi('/shell/manage/tasks/$taskId');

/** A task for the people who work on it. */
export function TaskPage() {
  const { taskId } = route.useParams();
  const task = useLoaded(taskSettingsQuery(taskId));
  // A new page per task, so that files chosen for one can't be uploaded to another.
  return <LoadedTask key={taskId} task={task} />;
}

/** Offers a way out if a task doesn't exist, or the user may not change it. */
export function TaskErrorPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { taskId } = route.useParams();
  const wayBack = useWayBack('/manage/tasks', t('task.back'));
  if (!isApiError(error, 'forbidden', 'not-found')) return <ErrorPage error={error} />;
  const isForbidden = error.code === 'forbidden';
  return (
    <StatePage
      title={t(isForbidden ? 'task.forbidden' : 'shell:errors.not-found')}
      text={t(isForbidden ? 'task.forbiddenText' : 'shell:state.notFoundText')}
    >
      <Group justify="center">
        {isForbidden && (
          <ButtonLink to="/tasks/$taskId" params={{ taskId }}>
            {t('task.read')}
          </ButtonLink>
        )}
        <ButtonLink {...wayBack} variant="default" />
      </Group>
    </StatePage>
  );
}

function LoadedTask({ task }: { task: Schemas.TaskSettings }) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { taskId } = task;
  const { tab: asked = 'documents' } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useTaskPermission()(task);
  const tabs = taskTabs.filter((tab) => may(neededFor[tab]));
  const tab = tabs.includes(asked) ? asked : 'documents';
  // Kept here, so that chosen files survive a change of tabs.
  const uploads = useUploads(task);

  const panels: Readonly<Record<TaskTab, ReactNode>> = {
    documents: (
      <Stack gap="lg">
        <DocumentsTab task={task} mayChange={may('editor')} uploads={uploads} />
        <AttachmentsSection taskId={taskId} mayChange={may('editor')} uploads={uploads} />
      </Stack>
    ),
    usages: <TaskUsagesTab taskId={taskId} />,
    staff: <TaskStaffTab taskId={taskId} may={may} />,
    access: <AccessTab taskId={taskId} />,
    issued: <IssuedTab taskId={taskId} />,
    settings: <SettingsTab task={task} may={may} />,
  };

  return (
    <Page
      title={task.title}
      manual="teaching"
      back={<BackLink to="/manage/tasks">{t('task.back')}</BackLink>}
      actions={
        <ButtonLink
          to="/tasks/$taskId"
          params={{ taskId }}
          variant="default"
          leftSection={<IconBook size={18} />}
        >
          {t('task.read')}
        </ButtonLink>
      }
    >
      <PageTabs
        label={t('task.sections')}
        value={tab}
        onChange={(name) => void navigate({ search: { tab: name }, state: true, resetScroll: false })}
        tabs={tabs.map((name) => ({ name, label: t(`task.tabs.${name}`), panel: panels[name] }))}
      />
      <UploadGuard path={`/manage/tasks/${taskId}`} isBusy={uploads.isBusy} />
    </Page>
  );
}
