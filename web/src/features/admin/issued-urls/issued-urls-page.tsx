import { Stack } from '@mantine/core';
import { queryOptions } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../../lib/server/resource.ts';
import { AsyncSelect, type AsyncSelectProps } from '../../../ui/async-select.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageTabs } from '../../../ui/page-tabs.tsx';
import { IssuedFilters } from '../../issued/issued-filters.tsx';
import { IssuedUrlsPanel } from '../../issued/issued-urls-panel.tsx';
import { personLabel } from '../../people/person-label.ts';
import { TaskSelect } from '../../tasks/list/task-select.tsx';
import { accountQuery } from '../accounts/accounts.ts';
import type { IssuedSearch } from './issued-search.ts';
import { TraceForm } from './trace-form.tsx';

const route = getRouteApi('/shell/admin/issued-urls');

/** The past: which URLs were issued to whom, and who got a given one. */
export function IssuedUrlsPage() {
  const { t } = useTranslation('admin');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { tab, ...filter } = search;
  const change = (changes: IssuedSearch) =>
    void navigate({ search: { ...search, ...changes }, replace: true, resetScroll: false });
  return (
    <Page title={t('issued.title')} manual="when-something-is-wrong#a-link-has-leaked">
      <PageTabs
        label={t('issued.title')}
        value={tab ?? 'list'}
        onChange={(name) => change({ tab: name === 'trace' ? name : undefined })}
        tabs={[
          {
            name: 'list',
            label: t('issued.all'),
            panel: (
              <Stack>
                <IssuedFilters span={filter} onChange={change}>
                  <AccountSelect
                    label={t('issued.reader')}
                    placeholder={t('issued.anyReader')}
                    value={filter.userId}
                    onChange={(userId) => change({ userId })}
                  />
                  <TaskSelect
                    label={t('issued.task')}
                    placeholder={t('issued.anyTask')}
                    value={filter.taskId}
                    onChange={(taskId) => change({ taskId })}
                  />
                </IssuedFilters>
                <IssuedUrlsPanel filter={filter} />
              </Stack>
            ),
          },
          { name: 'trace', label: t('trace.title'), panel: <TraceForm /> },
        ]}
      />
    </Page>
  );
}

/** Chooses a user; for admins. */
function AccountSelect(props: AsyncSelectProps) {
  return (
    <AsyncSelect
      {...props}
      search={(text) =>
        queryOptions({
          ...read('/api/v1/accounts', { query: { limit: 50, text } }),
          select: ({ items }) =>
            items.map((account) => ({ value: account.userId, label: personLabel(account) })),
        })
      }
      find={(userId) =>
        queryOptions({
          ...accountQuery(userId),
          select: (account) => ({ value: userId, label: personLabel(account) }),
        })
      }
    />
  );
}
