import { Button, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { Suspense, useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { isApiError } from '../../../lib/is-api-error.ts';
import { read } from '../../../lib/server/resource.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { NotFoundPage } from '../../../ui/error-page.tsx';
import { IconWifiOff } from '../../../ui/icons.ts';
import { Page } from '../../../ui/page.tsx';
import { IconClockHour4, IconFileOff, IconPlugConnectedX } from '../../../ui/page-icons.ts';
import { refusalLooks, refusalReasons } from '../../../ui/refusals.ts';
import { StatePage } from '../../../ui/state-page.tsx';
import { ToHome } from '../../../ui/to-home.tsx';
import { useQuestions } from '../../schedule/live.ts';
import { LazyFilesOf } from '../files/lazy-files.ts';
import { type TokenProblem, tokenProblemOf } from './token-problem.ts';
import { useTellPlatform } from './use-tell-platform.ts';

interface UnreadableProps {
  /** Undefined while it is unknown. */
  readonly taskId?: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Why a statement can't be read, shown in its place. */
export function Unreadable({ taskId, error, onRetry }: UnreadableProps) {
  const { t } = useTranslation(['reader', 'shell']);
  useTellPlatform(error);
  if (isApiError(error, ...refusalReasons)) {
    const { code, facts } = error;
    if (code === 'not-open-yet') return <NotOpenYet opensAt={facts.opensAt} onRetry={onRetry} />;
    if (code === 'not-found') return <NotFoundPage />;
    return <Refused reason={code} address={code === 'wrong-place' ? facts.address : null} />;
  }
  if (isApiError(error, 'request-invalid')) return <NotFoundPage />;
  if (isApiError(error, 'no-pdf')) {
    return (
      <StatePage
        title={error.facts.title ?? t('noPdf.title')}
        text={t('noPdf.text')}
        icon={<IconFileOff size={40} />}
      >
        {taskId !== undefined && (
          <Suspense>
            <LazyFilesOf taskId={taskId} />
          </Suspense>
        )}
        <ToHome />
      </StatePage>
    );
  }
  const tokenProblem = tokenProblemOf(error);
  if (tokenProblem) return <NoToken problem={tokenProblem} onRetry={onRetry} />;
  if (isApiError(error, 'network')) return <NoConnection onRetry={onRetry} />;
  return (
    <Page title={t('shell:state.failed')}>
      <ErrorNotice error={error} onRetry={onRetry} />
    </Page>
  );
}

/** Each reason has its own text and look; some have their own page. */
function Refused({
  reason,
  address,
}: {
  reason: Exclude<Schemas.RefusalReason, 'not-open-yet' | 'not-found'>;
  address: string | null;
}) {
  const { t } = useTranslation();
  const { Icon } = refusalLooks[reason];
  return (
    <StatePage
      title={t(`errors.${reason}`)}
      text={t(`refusals.${reason}.page`, { address })}
      icon={<Icon size={40} />}
    >
      <ToHome />
    </StatePage>
  );
}

function NotOpenYet({ opensAt, onRetry }: { opensAt: string; onRetry: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  useQuestions([{ startsAt: opensAt, endsAt: opensAt }], onRetry);
  // The refusal has the opening time, but not the current time; this request sets the clock.
  useQuery(read('/api/v1/openings', { query: { limit: 1 } }));
  return (
    <StatePage
      title={t('errors.not-open-yet')}
      text={t('refusals.not-open-yet.page', { opens: format.exactDateTime(opensAt) })}
      icon={<IconClockHour4 size={40} />}
    >
      <Text fz={32} fw={600}>
        <Countdown to={opensAt} onOpen={onRetry} />
      </Text>
      <Text c="dimmed" size="sm">
        {t('refusals.not-open-yet.byItself')}
      </Text>
      <ToHome variant="default" />
    </StatePage>
  );
}

function NoToken({ problem, onRetry }: { problem: TokenProblem; onRetry: () => void }) {
  const { t } = useTranslation(['reader', 'shell']);
  return (
    <StatePage
      title={t(`token.${problem}.title`)}
      text={t(`token.${problem}.text`)}
      icon={<IconPlugConnectedX size={40} />}
    >
      {problem !== 'not-framed' && <Button onClick={onRetry}>{t('shell:action.retry')}</Button>}
    </StatePage>
  );
}

function NoConnection({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation(['reader', 'shell']);
  const { online } = useNetwork();
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, []);
  return (
    <StatePage
      title={t(online ? 'noConnection.title' : 'noConnection.offline')}
      text={t('noConnection.text')}
      icon={<IconWifiOff size={40} />}
    >
      <Button onClick={onRetry}>{t('shell:action.retry')}</Button>
    </StatePage>
  );
}
