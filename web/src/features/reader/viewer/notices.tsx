import { Button, Progress } from '@mantine/core';
import type { OpenDocument } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../lib/format/error-text.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { isApiError } from '../../../lib/is-api-error.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { IconLock, IconWifiOff } from '../../../ui/icons.ts';
import { IconInfoCircle } from '../../../ui/page-icons.ts';
import { refusalReasons } from '../../../ui/refusals.ts';
import { Notice } from './notice.tsx';
import classes from './reader.module.css';
import type { Reading } from './reading.ts';
import { tokenProblemOf } from './token-problem.ts';
import { UpdatedNotice } from './updated-notice.tsx';
import type { Job } from './use-file-actions.ts';

interface NoticesProps {
  readonly document: OpenDocument;
  readonly reading: Reading | undefined;
  /** Why the document is outdated, or may no longer be read. */
  readonly problem: unknown;
  readonly isWaiting: boolean;
  readonly isChangedSinceSealed: boolean;
  readonly isReloading: boolean;
  readonly job: Job | undefined;
  readonly onReload: () => void;
}

/** At the bottom, above the pages, so that they move nothing. */
export function Notices({ problem, isWaiting, isChangedSinceSealed, job, ...others }: NoticesProps) {
  const { t } = useTranslation('reader');
  const [isRead, setIsRead] = useState(false);
  return (
    <div className={classes.notices} role="status">
      {job && <JobNotice job={job} />}
      {isWaiting && problem === undefined && (
        <Notice icon={<IconWifiOff />} color="yellow">
          {t('notice.waiting')}
        </Notice>
      )}
      {isChangedSinceSealed && !isRead && problem === undefined && (
        <Notice
          icon={<IconInfoCircle />}
          color="gray"
          action={
            <Button size="xs" variant="default" flex="none" onClick={() => setIsRead(true)}>
              {t('notice.understood')}
            </Button>
          }
        >
          {t('notice.changedSinceSealed')}
        </Notice>
      )}
      {problem !== undefined && <ProblemNotice problem={problem} {...others} />}
    </div>
  );
}

type ProblemProps = Omit<NoticesProps, 'isWaiting' | 'isChangedSinceSealed' | 'job'>;

function ProblemNotice({ document, reading, problem, isReloading, onReload }: ProblemProps) {
  const { t } = useTranslation(['reader', 'shell']);
  const { t: tShell } = useTranslation();
  const format = useFormat();
  const [noticedAtMs] = useState(serverNowMs);
  const reload = (label: string) => (
    <Button size="xs" variant="default" flex="none" loading={isReloading} onClick={onReload}>
      {label}
    </Button>
  );
  if (isApiError(problem, 'document-changed')) {
    return (
      <UpdatedNotice
        {...{ document, reading, change: problem.facts }}
        action={reload(t('notice.showUpdated'))}
      />
    );
  }
  const validUntil = document.access.validUntil;
  const endedAt = validUntil !== null && Date.parse(validUntil) <= noticedAtMs ? validUntil : noticedAtMs;
  const time = format.dateTime(endedAt);
  const ending = isApiError(problem, ...refusalReasons)
    ? t(`shell:refusals.${problem.code}.ended`, { time })
    : isApiError(problem, 'no-pdf', 'account-disabled') && t(`notice.ended.${problem.code}`, { time });
  if (ending) {
    return (
      <Notice icon={<IconLock />} color="orange">
        {ending} {t('notice.keepsLoaded')}
      </Notice>
    );
  }
  const tokenProblem = tokenProblemOf(problem);
  const text = tokenProblem
    ? t(`token.${tokenProblem}.text`)
    : isApiError(problem)
      ? errorText(problem, tShell).title
      : t('notice.failed');
  return (
    <Notice icon={<IconInfoCircle />} color="red" action={reload(t('shell:action.retry'))}>
      {text}
    </Notice>
  );
}

function JobNotice({ job }: { job: Job }) {
  const { t } = useTranslation(['reader', 'shell']);
  if (job.finish) {
    return (
      <Notice
        color="gray"
        action={
          <Button size="xs" flex="none" onClick={job.finish}>
            {t('job.open')}
          </Button>
        }
      >
        {t('job.ready')}
      </Notice>
    );
  }
  const title = {
    download: t('job.download'),
    newTab: t('job.newTab'),
    print: t('job.print'),
  }[job.kind];
  return (
    <Notice
      color="gray"
      action={
        <Button size="xs" variant="default" flex="none" onClick={job.cancel}>
          {t('shell:action.cancel')}
        </Button>
      }
    >
      {title}
      <Progress value={job.share * 100} mt={6} aria-label={title} />
    </Notice>
  );
}
