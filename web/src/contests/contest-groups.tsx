import { Button, Group, Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useSending } from '../api/use-sending.ts';
import { useRunGroups } from '../groups/own-groups.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { notifyError } from '../ui/notify.ts';
import { QueryView } from '../ui/query-view.tsx';
import { Row, RowList, rowClasses } from '../ui/row-list.tsx';
import { scrollingOptions } from '../ui/scrolling-options.ts';
import { Section } from '../ui/section.tsx';

/** Groups whose members take part. */
export function ContestGroups({ contestId }: { contestId: string }) {
  const { t } = useTranslation(['contests', 'shell']);
  const query = usePages<{ groupId: string; name: string }>(
    ['contests', contestId, 'groups'],
    (page, signal) =>
      client.get('/api/v1/contests/{contestId}/groups', { path: { contestId }, query: page, signal }),
  );
  const runGroups = useRunGroups().data ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const meta = { invalidates: [['contests', contestId]] };
  const adding = useSending({
    mutationFn: (groupId: string) =>
      client.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId } }),
    meta,
    onSuccess: () => setPicked(null),
    onError: notifyError,
  });
  const removing = useSending({
    mutationFn: (groupId: string) =>
      client.delete('/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId } }),
    meta,
    onSuccess: () => heading.current?.focus(),
    onError: notifyError,
  });
  const present = new Set(query.data?.map(({ groupId }) => groupId));
  const offered = runGroups.filter(({ groupId }) => !present.has(groupId));

  return (
    <Section title={t('contestGroups.title')} hint={t('contestGroups.hint')} headingRef={heading}>
      <QueryView query={query}>
        {(groups) => (
          <RowList label={t('contestGroups.title')} empty={t('contestGroups.empty')}>
            {groups.map(({ groupId, name }) => (
              <Row
                key={groupId}
                main={
                  <Link to="/manage/groups/$groupId" params={{ groupId }} className={rowClasses.link}>
                    {name}
                  </Link>
                }
                actions={
                  <ConfirmButton
                    question={t('contestGroups.removeQuestion', { name })}
                    onConfirm={() => removing.mutate(groupId)}
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
      <MoreButton query={query} />
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
    </Section>
  );
}
