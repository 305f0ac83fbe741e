import { NativeSelect, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../../lib/server/session.ts';
import { scrollingOptions } from '../../../ui/scrolling-options.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import type { TaskContainer } from '../../schedule/task-usages.ts';
import { type TasksSearch, usageStates } from '../task/task-search.ts';
import classes from '../task/tasks.module.css';

interface ManagedTaskFiltersProps {
  readonly search: TasksSearch;
  readonly onChange: (changes: TasksSearch) => void;
  /** Groups and contests to choose from. */
  readonly places: ReadonlyArray<TaskContainer>;
}

export function ManagedTaskFilters({ search, onChange, places }: ManagedTaskFiltersProps) {
  const { t } = useTranslation(['tasks', 'schedule', 'shell']);
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  const { text = '', all, group, contest, state, sort } = search;
  const choicesOf = (kind: TaskContainer['kind']) => ({
    group: t(`schedule:usages.kinds.${kind}`),
    items: places.filter((place) => place.kind === kind).map(({ id, name }) => ({ value: id, label: name })),
  });

  return (
    <search className={classes.filters}>
      <SearchField
        aria-label={t('tasks.search')}
        placeholder={t('tasks.search')}
        text={text}
        onSearch={(wanted) => onChange({ text: wanted || undefined })}
        className={classes.search}
      />
      <Select
        {...scrollingOptions}
        aria-label={t('taskList.place')}
        placeholder={t('taskList.anyPlace')}
        data={[choicesOf('contest'), choicesOf('group')]}
        value={contest ?? group ?? null}
        onChange={(id) => {
          const kind = places.find((place) => place.id === id)?.kind;
          onChange({ contest: undefined, group: undefined, ...(kind && id ? { [kind]: id } : {}) });
        }}
        searchable
        clearable
        clearButtonProps={{
          'aria-label': t('shell:select.clear', { label: t('taskList.place') }),
          tabIndex: 0,
        }}
        openOnFocus={false}
        nothingFoundMessage={t('shell:select.nothing')}
        limit={200}
        className={classes.placeChoice}
      />
      <NativeSelect
        aria-label={t('taskList.state')}
        value={state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ state: usageStates.find((each) => each === value) })
        }
        data={[
          { value: '', label: t('taskList.states.any') },
          ...usageStates.map((value) => ({ value, label: t(`taskList.states.${value}`) })),
        ]}
        className={classes.choice}
      />
      <NativeSelect
        aria-label={t('taskList.sort')}
        value={sort ?? 'updated'}
        onChange={({ currentTarget: { value } }) =>
          onChange({ sort: value === 'created' ? value : undefined })
        }
        data={(['updated', 'created'] as const).map((value) => ({
          value,
          label: t(`taskList.sorts.${value}`),
        }))}
        className={classes.choice}
      />
      {isAdmin && (
        <SegmentedControl
          aria-label={t('tasks.whose')}
          value={all ? 'all' : 'mine'}
          onChange={(value) => onChange({ all: value === 'all' || undefined })}
          data={[
            { value: 'mine', label: t('tasks.mine') },
            { value: 'all', label: t('tasks.all') },
          ]}
        />
      )}
    </search>
  );
}
