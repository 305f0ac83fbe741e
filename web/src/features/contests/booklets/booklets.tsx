import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import type { Container } from '../../../lib/server/container.ts';
import { BelowList, QueryView } from '../../../ui/query-view.tsx';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { Section } from '../../../ui/section.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { BookletActions } from './booklet-actions.tsx';
import { bookletsQuery } from './booklets.ts';
import { NewBooklet } from './new-booklet.tsx';

const whileMadeMs = 2000;

/** All statements of a contest or group as one PDF, per requested language. */
export function Booklets({ owner }: { owner: Container }) {
  const { t } = useTranslation('contests');
  const { language: nameOf } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useQuery({
    ...bookletsQuery(owner),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ upToDate }) => !upToDate) ? whileMadeMs : false,
  });
  return (
    <Section
      id="booklets"
      title={t('booklets.title')}
      hint={t(`booklets.hint.${owner.kind}`)}
      headingRef={heading}
    >
      <QueryView query={query}>
        {(booklets) => (
          <RowList label={t('booklets.title')} empty={t('booklets.empty')}>
            {booklets.map((booklet) => (
              <Row
                key={booklet.language}
                main={
                  <>
                    {nameOf(booklet.language)} <BookletState booklet={booklet} />
                  </>
                }
                detail={<BookletDetails owner={owner} booklet={booklet} />}
                actions={
                  <BookletActions
                    owner={owner}
                    booklet={booklet}
                    onRemoved={() => heading.current?.focus()}
                  />
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <BelowList query={query}>
        <NewBooklet owner={owner} />
      </BelowList>
    </Section>
  );
}

function BookletState({ booklet: { upToDate, failure } }: { booklet: Schemas.Booklet }) {
  const { t } = useTranslation('contests');
  if (upToDate) return <StateBadge state="good">{t('booklets.state.ready')}</StateBadge>;
  if (failure) return <StateBadge state="bad">{t('booklets.state.failed')}</StateBadge>;
  return <StateBadge state="coming">{t('booklets.state.making')}</StateBadge>;
}

function BookletDetails({ owner, booklet }: { owner: Container; booklet: Schemas.Booklet }) {
  const { made, upToDate, failure, retryAt } = booklet;
  const { t, i18n } = useTranslation('contests');
  const { bytes, dateTime } = useFormat();
  const missing = (made?.statements ?? []).flatMap(({ label, problem }) =>
    problem === null ? [] : [t('booklets.missingTask', { label, reason: t(`booklets.problem.${problem}`) })],
  );
  return (
    <Stack gap={2}>
      {!upToDate && failure && (
        <Text size="sm" c="red">
          {t(`booklets.failure.${failure}`)} {retryAt && t('booklets.retry', { time: dateTime(retryAt) })}
        </Text>
      )}
      {made && (
        <span>
          {t('booklets.made', {
            pages: t('booklets.pages', { count: made.pages }),
            size: bytes(made.size),
            time: dateTime(made.madeAt),
          })}
          {booklet.includesUpcoming && owner.kind === 'group' && ` ${t('booklets.withUpcoming')}`}
        </span>
      )}
      {missing.length > 0 && (
        <span>{t('booklets.missing', { list: new Intl.ListFormat(i18n.language).format(missing) })}</span>
      )}
    </Stack>
  );
}
