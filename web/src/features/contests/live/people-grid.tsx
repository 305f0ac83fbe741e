import { Button, Group, NativeSelect, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../../../lib/base-path.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconDownload } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { contestTasksQuery } from '../../schedule/contest.ts';
import classes from './people-table.module.css';
import {
  type ContestPerson,
  type Filter,
  PeopleTable,
  readingState,
  type State,
  StateMark,
  states,
} from './people-table.tsx';
import type { useContestPeople } from './use-contest-people.ts';

const everyone: Filter = { text: '', groupId: '' };

function passes({ text, groupId, taskId, state }: Filter): (person: ContestPerson) => boolean {
  const sought = text.toLocaleLowerCase();
  const fits = (given: State) => (state === 'missing' ? given !== 'current' : given === state);
  return (person) =>
    (groupId === '' || person.through.groups.some((group) => group.groupId === groupId)) &&
    (sought === '' ||
      [person.name, person.email ?? ''].some((each) => each.toLocaleLowerCase().includes(sought))) &&
    (state === undefined ||
      (taskId === undefined
        ? person.tasks.some((task) => fits(task.state))
        : fits(readingState(person, taskId))));
}

interface PeopleGridProps {
  readonly contest: Schemas.Contest;
  readonly query: ReturnType<typeof useContestPeople>;
  readonly onPerson: (person: ContestPerson) => void;
  /** For those shown; absent if there is nothing to extend. */
  readonly onExtend?: ((people: ReadonlyArray<ContestPerson>) => void) | undefined;
}

/** People and tasks: what each has opened. */
export function PeopleGrid({ contest: { contestId, endsAt }, query, onPerson, onExtend }: PeopleGridProps) {
  const { t } = useTranslation('contests');
  const { number } = useFormat();
  const tasks = useQuery(contestTasksQuery(contestId)).data;
  const { data: people, error } = query;
  const [filter, setFilter] = useState(everyone);
  const shown = useMemo(() => people?.filter(passes(filter)), [people, filter]);
  const groups = useMemo(
    () => [
      ...new Map(people?.flatMap(({ through }) => through.groups.map((each) => [each.groupId, each.name]))),
    ],
    [people],
  );
  const isFiltered = shown?.length !== people?.length;
  const title = people ? t('progress.titleCounted', { total: number(people.length) }) : t('progress.title');
  const choose = (chosen: Pick<Filter, 'taskId' | 'state'>) =>
    setFilter(({ text, groupId }) => ({ text, groupId, ...chosen }));

  return (
    <Section
      title={title}
      actions={
        <Button
          component="a"
          href={`${basePath}/api/v1/contests/${contestId}/people?format=csv`}
          download="people.csv"
          variant="default"
          size="sm"
          leftSection={<IconDownload size={16} />}
        >
          {t('progress.csv')}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => void query.refetch()} />}
      {(!people || !tasks || !shown) && !error && <Pending rows={8} height={44} />}
      {people?.length === 0 && <EmptyState>{t('progress.empty')}</EmptyState>}
      {people && people.length > 0 && tasks && shown && (
        <>
          <Group gap="sm">
            <SearchField
              aria-label={t('progress.search')}
              placeholder={t('progress.search')}
              text={filter.text}
              onSearch={(text) => setFilter((before) => ({ ...before, text }))}
              flex="1 1 14rem"
              maw="24rem"
            />
            {groups.length > 0 && (
              <NativeSelect
                aria-label={t('contestGroups.group')}
                data={[
                  { value: '', label: t('progress.allGroups') },
                  ...groups.map(([value, label]) => ({ value, label })),
                ]}
                value={filter.groupId}
                onChange={({ currentTarget: { value: groupId } }) =>
                  setFilter((before) => ({ ...before, groupId }))
                }
              />
            )}
            <Text size="sm" role="status">
              {query.isComplete
                ? t('progress.shown', { count: shown.length, total: people.length })
                : t('progress.reading', { count: people.length })}
            </Text>
            {isFiltered && (
              <Button variant="subtle" size="compact-sm" onClick={() => setFilter(everyone)}>
                {t('progress.showAll')}
              </Button>
            )}
            {isFiltered && onExtend && shown.length > 0 && (
              <Button variant="default" size="compact-sm" onClick={() => onExtend(shown)}>
                {t('extend.shown', { count: shown.length })}
              </Button>
            )}
          </Group>
          <PeopleTable
            label={t('progress.title')}
            tasks={tasks}
            people={people}
            shown={shown}
            endsAt={endsAt}
            filter={filter}
            onFilter={choose}
            onPerson={onPerson}
          />
          <div className={classes.legend}>
            {states.map((state) => (
              <UnstyledButton
                key={state}
                aria-pressed={filter.state === state}
                onClick={() =>
                  choose({ taskId: filter.taskId, state: filter.state === state ? undefined : state })
                }
              >
                <StateMark state={state} />
                {t(`progress.state.${state}`)}
              </UnstyledButton>
            ))}
          </div>
          <Text size="sm" c="dimmed">
            {t('progress.hint')}
          </Text>
        </>
      )}
    </Section>
  );
}
