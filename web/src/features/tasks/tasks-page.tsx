import { Button, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pages, usePages } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconPlus } from '../../ui/icons.ts';
import { Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ImportTasks } from '../task-import/import-tasks.tsx';
import { NewTaskDialog } from './list/new-task-dialog.tsx';
import { AddToButtons, SelectionBar } from './list/selection-bar.tsx';
import { TaskList } from './list/task-list.tsx';
import classes from './task/tasks.module.css';

const route = getRouteApi('/shell/manage/tasks');

/** The tasks that somebody works on; admins can see those of others too. */
export function TasksPage() {
  const { t } = useTranslation(['tasks', 'shell']);
  const { text, all } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  const [isCreating, creating] = useDisclosure();
  const mine = !(isAdmin && all);
  const [selected, setSelected] = useState<ReadonlyMap<string, string>>(new Map());
  const query = usePages(pages('/api/v1/tasks', { query: { text, mine } }));

  return (
    <Page
      title={t('tasks.title')}
      manual="teaching"
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={creating.open}>
          {t('tasks.new')}
        </Button>
      }
    >
      <ImportTasks next={(made) => <AddToButtons tasks={made} />} />
      <div className={classes.filters}>
        <SearchField
          aria-label={t('tasks.search')}
          placeholder={t('tasks.search')}
          text={text ?? ''}
          onSearch={(wanted) =>
            void navigate({
              search: { ...(all ? { all } : {}), ...(wanted ? { text: wanted } : {}) },
              replace: true,
            })
          }
          className={classes.search}
        />
        {isAdmin && (
          <SegmentedControl
            aria-label={t('tasks.whose')}
            value={mine ? 'mine' : 'all'}
            onChange={(value) =>
              void navigate({
                search: { ...(text ? { text } : {}), ...(value === 'all' ? { all: true } : {}) },
                replace: true,
              })
            }
            data={[
              { value: 'mine', label: t('tasks.mine') },
              { value: 'all', label: t('tasks.all') },
            ]}
          />
        )}
      </div>
      <SelectionBar selected={selected} onClear={() => setSelected(new Map())} />
      <TaskList
        query={query}
        selected={selected}
        onSelect={({ taskId, title }, isSelected) =>
          setSelected((before) => {
            const others = [...before].filter(([id]) => id !== taskId);
            return new Map(isSelected ? [...others, [taskId, title]] : others);
          })
        }
        empty={<EmptyState>{t(text ? 'tasks.noneFound' : 'tasks.none')}</EmptyState>}
      />
      <NewTaskDialog opened={isCreating} onClose={creating.close} />
    </Page>
  );
}
