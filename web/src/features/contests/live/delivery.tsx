import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { read } from '../../../lib/server/resource.ts';
import { useServerNowMs } from '../../../lib/server-clock.ts';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { QueryView } from '../../../ui/query-view.tsx';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { Section } from '../../../ui/section.tsx';
import { contestTasksQuery } from '../../schedule/contest.ts';
import type { ContestPerson } from './people-table.tsx';

const askedAgainMs = 10_000;
/** A link is usually opened in the second in which it was issued. */
const openedWithinMs = 60_000;
/** More names would make the text hard to read. */
const maxNames = 5;

interface DeliveryProps {
  readonly contestId: string;
  readonly people: ReadonlyArray<ContestPerson>;
}

/** Who could not open a task in the last minutes, and what they were told. */
export function Delivery({ contestId, people }: DeliveryProps) {
  const { t } = useTranslation('contests');
  const refusals = useQuery({
    ...read('/api/v1/contests/{contestId}/refusals', { path: { contestId }, query: { limit: 200 } }),
    refetchInterval: askedAgainMs,
  });
  const nowMs = useServerNowMs();
  const unopened = people
    .flatMap(({ tasks }) => tasks)
    .filter(({ state, at }) => state === 'link' && Date.parse(at ?? '') < nowMs - openedWithinMs).length;
  return (
    <Section title={t('delivery.title')} hint={t('delivery.hint')}>
      <QueryView query={refusals}>
        {({ items, nextCursor, others }) => (
          <Stack gap="xs">
            <Refusals contestId={contestId} items={items} />
            {nextCursor !== null && <Text size="sm">{t('delivery.latest', { count: items.length })}</Text>}
            {others > 0 && <Text size="sm">{t('delivery.others', { count: others })}</Text>}
            {unopened > 0 && <Text size="sm">{t('delivery.unopened', { count: unopened })}</Text>}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

interface RefusalsProps {
  readonly contestId: string;
  readonly items: ReadonlyArray<Schemas.ContestRefusal>;
}

/** A row for each reason. */
function Refusals({ contestId, items }: RefusalsProps) {
  const { t, i18n } = useTranslation(['contests', 'shell']);
  const { hour } = useFormat();
  const tasks = useQuery(contestTasksQuery(contestId)).data ?? [];
  const labelOf = (taskId: string) => tasks.find((task) => task.taskId === taskId)?.label ?? '';
  function textOf(refused: ReadonlyArray<Schemas.ContestRefusal>) {
    const names = refused
      .slice(0, maxNames)
      .map(({ name, taskId }) => t('delivery.who', { name, label: labelOf(taskId) }));
    const more = refused.length - names.length;
    if (more > 0) names.push(t('delivery.more', { count: more }));
    return new Intl.ListFormat(i18n.language).format(names);
  }
  if (items.length === 0) {
    return (
      <Text role="status">
        <IconCircleCheck size={16} color="var(--mantine-color-green-text)" /> {t('delivery.well')}
      </Text>
    );
  }
  return (
    <RowList label={t('delivery.title')} empty={null}>
      {[...Map.groupBy(items, ({ code }) => code)].map(([code, refused]) => (
        <Row
          key={code}
          main={t('delivery.told', { text: t(`shell:errors.${code}`, { address: '' }) })}
          detail={`${textOf(refused)} · ${hour(refused[0]?.at ?? '')}`}
        />
      ))}
    </RowList>
  );
}
