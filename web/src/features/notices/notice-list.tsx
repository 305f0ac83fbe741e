import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { Row, RowList } from '../../ui/row-list.tsx';
import { NoticeText } from './notice-text.tsx';
import { useNoticeTitle } from './notice-title.tsx';
import { type ContestNotice, noticesQuery } from './notices.ts';

interface NoticeListProps {
  readonly contestId: string;
  /** Default: those that the reader has seen; the others are in the bar of the same page. */
  readonly isShown?: (notice: ContestNotice) => boolean;
}

/** Notices of a contest. */
export function NoticeList({ contestId, isShown = ({ seen }) => seen }: NoticeListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = useNoticeTitle(contestId);
  const shown = useQuery(noticesQuery(contestId)).data?.filter(isShown);
  if (!shown?.length) return null;
  return (
    <Stack component="section" gap="sm">
      <Title order={2} fz="h4">
        {t('notices.title')}
      </Title>
      <RowList label={t('notices.title')} empty={null}>
        {shown.map((notice) => (
          <Row
            key={notice.noticeId}
            main={<NoticeText notice={notice} />}
            detail={`${titleOf(notice)} · ${format.dateTime(notice.createdAt)}`}
          />
        ))}
      </RowList>
    </Stack>
  );
}
