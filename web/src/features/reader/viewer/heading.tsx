import { Button, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../../../lib/embedding.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { meQuery } from '../../../lib/server/session.ts';
import { IconSettings } from '../../../ui/icons.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import classes from './reader.module.css';

/** The title of the task, and in small print what else may be worth knowing. */
export function Heading({ document }: { document: OpenDocument }) {
  const { t } = useTranslation(['reader', 'shell']);
  const format = useFormat();
  const { title, taskId, documents, language, size, access } = document;
  usePageTitle(title);
  const updatedAt = documents.find((each) => each.language === language)?.updatedAt;
  return (
    <header className={classes.heading}>
      <div className={classes.headingText}>
        <Title order={1} className={classes.title} title={title}>
          {title}
        </Title>
        <div className={classes.facts}>
          {access.validUntil !== null && (
            <span>{t('heading.openUntil', { time: format.dateTime(access.validUntil) })}</span>
          )}
          {updatedAt && <span>{t('heading.updated', { time: format.dateTime(updatedAt) })}</span>}
          <span>{format.bytes(size)}</span>
          <span>{t(`shell:ground.${access.ground}`)}</span>
        </div>
      </div>
      {!isEmbedded && <ManageLink taskId={taskId} ground={access.ground} />}
    </header>
  );
}

function ManageLink({ taskId, ground }: { taskId: string; ground: string }) {
  const { t } = useTranslation('reader');
  const role = useQuery(meQuery).data?.role;
  const manages = (role === 'teacher' || role === 'admin') && ['collaborator', 'admin'].includes(ground);
  if (!manages) return null;
  return (
    <Button
      component={Link}
      to="/manage/tasks/$taskId"
      params={{ taskId } as never}
      variant="default"
      size="sm"
      flex="none"
      leftSection={<IconSettings size={16} />}
    >
      {t('heading.manage')}
    </Button>
  );
}
