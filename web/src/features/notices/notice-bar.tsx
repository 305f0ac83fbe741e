import { Alert, Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { NoticeText } from './notice-text.tsx';
import { useNoticeTitle } from './notice-title.tsx';
import classes from './notices.module.css';
import { type ContestNotice, noticesQuery } from './notices.ts';

interface NoticeBarProps {
  readonly contestId: string;
  /** Which notices may be shown here; default: all. */
  readonly isShown?: (notice: ContestNotice) => boolean;
  /** The task on the screen, to which no link is needed. */
  readonly taskId?: string;
  /** In a frame there are no other pages. */
  readonly isFramed?: boolean;
}

/** At most this many at once; the next ones come as these are closed. */
const atOnce = 3;

/** The notices of a contest that the reader has not seen yet. Closing one marks it as seen. */
export function NoticeBar({ contestId, isShown = () => true, taskId, isFramed = false }: NoticeBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = useNoticeTitle(contestId);
  const unseen = useQuery(noticesQuery(contestId)).data?.filter((notice) => !notice.seen && isShown(notice));
  const seeing = useAction({
    failure: 'corner',
    mutationFn: (noticeId: string) =>
      send('put', '/api/v1/contests/{contestId}/notices/seen', {
        path: { contestId },
        body: { noticeIds: [noticeId] },
      }),
    // The pressed button is gone.
    onSuccess: () => document.getElementById('main')?.focus({ preventScroll: true }),
  });
  if (!unseen?.length) return null;
  return (
    <section className={classes.bar} aria-label={t('notices.unseen')} data-bar="notices">
      {unseen.slice(0, atOnce).map((notice) => (
        <Alert
          key={notice.noticeId}
          color="yellow"
          icon={<IconAlertTriangle />}
          py="xs"
          withCloseButton
          classNames={{ closeButton: classes.close }}
          closeButtonLabel={t('notices.close', { name: titleOf(notice) })}
          onClose={() => seeing.mutate(notice.noticeId)}
        >
          <div className={classes.notice}>
            <strong className={classes.title}>{titleOf(notice)}</strong>
            <NoticeText notice={notice} />
            <span className={classes.facts}>
              <Text span size="xs" c="dimmed">
                <time dateTime={notice.createdAt}>{format.hour(notice.createdAt)}</time>
              </Text>
              {notice.taskId !== null && notice.taskId !== taskId && !isFramed && (
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link
                      to="/tasks/$taskId"
                      params={{ taskId: notice.taskId as string }}
                      search={{ contest: contestId }}
                      {...props}
                    />
                  )}
                >
                  {t(notice.versionId === null ? 'notices.openTask' : 'notices.openVersion')}
                </Anchor>
              )}
            </span>
          </div>
        </Alert>
      ))}
      {unseen.length > atOnce && (
        <Text size="sm" c="dimmed">
          {t('notices.more', { count: unseen.length - atOnce })}
        </Text>
      )}
    </section>
  );
}
