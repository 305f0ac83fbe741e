import { Alert, Button, Group, Text } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { notifyDone, notifyError } from '../../lib/format/notify.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { IconFiles } from '../../ui/page-icons.ts';
import { FileDrop } from '../uploads/file-drop.tsx';
import { UploadGuard } from '../uploads/upload-guard.tsx';
import { ImportList } from './import-list.tsx';
import type { MadeContest } from './make-contest.ts';
import { useSheet } from './use-sheet.ts';

interface ImportTasksProps {
  /** Whether a contest is proposed. */
  readonly isContest: boolean;
  /** Called with titles by id when tasks were created without a contest. */
  readonly onMade?: (made: ReadonlyMap<string, string>) => void;
  readonly onContest: (contestId: string) => void;
  /** The rest of the page, which the sheet replaces. */
  readonly children: ReactNode;
}

/** Creates tasks, and a contest with them, from dropped PDFs, zips and folders, after a review. */
export function ImportTasks({ isContest, onMade, onContest, children }: ImportTasksProps) {
  const { t, i18n } = useTranslation(['task-import', 'shell']);
  const format = useFormat();
  const { pathname } = useLocation();
  const [incomplete, setIncomplete] = useState<MadeContest>();
  const drop = useSheet({
    ...{ language: i18n.language, isContest },
    onDone({ made, contest }) {
      notifyDone(t('drop.made', { count: made.size }));
      if (!contest) onMade?.(made);
      else if (contest.unknown.length > 0) setIncomplete(contest);
      else onContest(contest.contestId);
    },
  });
  const { sheet, kept, isReading, isBusy, isKept } = drop;
  const area = (
    <div>
      <FileDrop
        label={t('drop.label')}
        title={t(isContest ? 'drop.contestTitle' : 'drop.title')}
        hint={t('drop.hint')}
        limit="drop.limit"
        choose={t('drop.choose')}
        accept="application/pdf,.pdf,application/zip,.zip,.kpp,application/gzip,.tgz,.tar.gz"
        icon={<IconFiles size={36} strokeWidth={1.4} />}
        disabled={isReading || isBusy}
        onFiles={(files) => void drop.add(files).catch(notifyError)}
        onFolders={(folders, files) => void drop.add([...files, ...folders]).catch(notifyError)}
      />
      <div role="status">{isReading && <Text size="sm">{t('drop.reading')}</Text>}</div>
    </div>
  );
  return (
    <>
      {kept && (
        <Alert
          color="indigo"
          role="status"
          title={t('kept.title', {
            count: kept.sheet.rows.length,
            time: format.dateTime(new Date(kept.savedAtMs)),
          })}
        >
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => drop.goOn(kept)}>
              {t('kept.goOn')}
            </Button>
            <ConfirmButton question={t('kept.question')} onConfirm={drop.discard}>
              {t('kept.discard')}
            </ConfirmButton>
          </Group>
        </Alert>
      )}
      {incomplete && (
        <Alert
          color="yellow"
          role="status"
          title={t('contest.unknown', { count: incomplete.unknown.length })}
        >
          <Text size="sm" mb="xs" style={{ overflowWrap: 'anywhere' }}>
            {new Intl.ListFormat(i18n.language).format(incomplete.unknown)}
          </Text>
          <ButtonLink
            to="/manage/contests/$contestId"
            params={{ contestId: incomplete.contestId }}
            size="compact-sm"
          >
            {t('contest.open')}
          </ButtonLink>
        </Alert>
      )}
      {sheet ? (
        <>
          <ImportList drop={drop} sheet={sheet} />
          {area}
        </>
      ) : (
        <>
          {area}
          {children}
        </>
      )}
      <UploadGuard path={pathname} isBusy={isBusy} isLoss={sheet !== undefined && !isKept} />
    </>
  );
}
