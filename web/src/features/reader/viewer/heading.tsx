import { Button, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../../../lib/embedding.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { meQuery } from '../../../lib/server/session.ts';
import { IconSettings } from '../../../ui/later-icons.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import classes from './reader.module.css';

/**
 * The task's title, with facts in small print.
 * @param validUntil when the access ends, as last known; null for never, or if it has ended
 */
export function Heading({ document, validUntil }: { document: OpenDocument; validUntil: string | null }) {
  const { title } = document;
  usePageTitle(title);
  return (
    <header className={classes.heading}>
      <div className={classes.headingText}>
        <Title order={1} className={classes.title} title={title}>
          {title}
        </Title>
        <div className={classes.facts}>
          {useFacts(document, validUntil).map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </div>
      </div>
      <ManageLink document={document} />
    </header>
  );
}

/** When it closes, when it was changed, its size, and why the reader has access. */
export function useFacts(
  { documents, language, size, access }: OpenDocument,
  validUntil = access.validUntil,
): ReadonlyArray<string> {
  const { t } = useTranslation(['reader', 'shell']);
  const format = useFormat();
  const updatedAt = documents.find((each) => each.language === language)?.updatedAt;
  return [
    ...(validUntil === null ? [] : [t('heading.openUntil', { time: format.dateTime(validUntil) })]),
    ...(updatedAt ? [t('heading.updated', { time: format.dateTime(updatedAt) })] : []),
    format.bytes(size),
    t(`shell:ground.${access.ground}`),
  ];
}

/** Whether the reader also manages the task. */
export function useManages({ access: { ground } }: OpenDocument): boolean {
  const role = useQuery(meQuery).data?.role;
  const manages = (role === 'teacher' || role === 'admin') && ['task-staff', 'admin'].includes(ground);
  return manages && !isEmbedded;
}

function ManageLink({ document }: { document: OpenDocument }) {
  const { t } = useTranslation('reader');
  if (!useManages(document)) return null;
  const { taskId } = document;
  return (
    <Button
      component={Link}
      to="/manage/tasks/$taskId"
      params={{ taskId } as never}
      variant="default"
      size="sm"
      flex="none"
      visibleFrom="sm"
      leftSection={<IconSettings size={16} />}
    >
      {t('heading.manage')}
    </Button>
  );
}
