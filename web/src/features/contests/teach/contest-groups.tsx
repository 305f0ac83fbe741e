import { Button, Group, Select, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { pages, send, usePages } from '../../../lib/server/resource.ts';
import { useFromHere } from '../../../ui/back-link.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { BelowList, QueryView } from '../../../ui/query-view.tsx';
import { Row, RowList, rowClasses } from '../../../ui/row-list.tsx';
import { scrollingOptions } from '../../../ui/scrolling-options.ts';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { runGroupsQuery, useStaffFilter } from '../../schedule/own-groups.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';

/** Groups whose members participate. */
export function ContestGroups({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const query = usePages(pages('/api/v1/contests/{contestId}/groups', { path: { contestId } }));
  const runGroups = useQuery(runGroupsQuery(useStaffFilter())).data ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { change, dialog } = useAccessQuestion();
  const fromHere = useFromHere();
  const add = async (groupId: string, query = {}) => {
    const path = { contestId, groupId };
    return (await send('put', '/api/v1/contests/{contestId}/groups/{groupId}', { path, query })) ?? {};
  };
  const adding = useAction({
    failure: 'corner',
    mutationFn: (groupId: string) => change((query) => add(groupId, query)),
    onSuccess: () => setPicked(null),
  });
  const remove = (groupId: string, query = {}) =>
    send('delete', '/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId }, query });
  const removing = useAction({
    failure: 'corner',
    mutationFn: ({ groupId }: Pick<Schemas.Group, 'groupId' | 'name'>) => remove(groupId),
    meta: {
      done: ({ name }) => t('contestGroups.removed', { name }),
      undo:
        ({ groupId }) =>
        () =>
          add(groupId),
    },
    onSuccess: () => heading.current?.focus(),
  });
  const present = new Set(query.data?.map(({ groupId }) => groupId));
  const offered = runGroups.filter(({ groupId }) => !present.has(groupId));

  return (
    <Stack gap="xs">
      <Title order={3} fz="md" ref={heading} tabIndex={-1}>
        {t('contestGroups.title')}
      </Title>
      <QueryView query={query}>
        {(groups) => (
          <RowList label={t('contestGroups.title')} empty={t('contestGroups.empty')}>
            {groups.map(({ groupId, name }) => (
              <Row
                key={groupId}
                main={
                  <Link
                    to="/manage/groups/$groupId"
                    params={{ groupId }}
                    state={fromHere}
                    className={rowClasses.link}
                  >
                    {name}
                  </Link>
                }
                actions={
                  <ConfirmButton
                    question={t('contestGroups.removeQuestion', { name })}
                    fields={<ReadingNow removal={() => remove(groupId, { dryRun: true })} />}
                    onConfirm={() => removing.mutate({ groupId, name })}
                    aria-label={t('contestGroups.remove', { name })}
                  >
                    {t('shell:action.remove')}
                  </ConfirmButton>
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <NextPage query={query} />
      <BelowList query={query}>
        <Group align="flex-end">
          <Select
            {...scrollingOptions}
            label={t('contestGroups.group')}
            placeholder={t('contestGroups.placeholder')}
            data={offered.map(({ groupId, name }) => ({ value: groupId, label: name }))}
            value={picked}
            onChange={setPicked}
            searchable
            nothingFoundMessage={t('contestGroups.nothing')}
            style={{ flex: '1 1 240px' }}
          />
          <Button
            variant="default"
            disabled={picked === null}
            loading={adding.isPending}
            onClick={() => picked && adding.mutate(picked)}
          >
            {t('contestGroups.add')}
          </Button>
        </Group>
      </BelowList>
      {dialog}
    </Stack>
  );
}
