import { Stack, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IssuedUrlsPanel } from '../../issued/issued-urls-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { IssuedFilters } from './issued-filters.tsx';
import type { IssuedSearch } from './issued-search.ts';
import { TraceForm } from './trace-form.tsx';

const route = getRouteApi('/shell/admin/issued-urls');

/** Looking back: who got which link, and who got this one. */
export function IssuedUrlsPage() {
  const { t } = useTranslation('admin');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { tab, ...filter } = search;
  const change = (changes: { [Name in keyof IssuedSearch]?: IssuedSearch[Name] | undefined }) =>
    void navigate({ search: { ...search, ...changes } as IssuedSearch, replace: true, resetScroll: false });
  return (
    <Page title={t('issued.title')}>
      <Tabs
        value={tab ?? 'list'}
        onChange={(value) => change({ tab: value === 'trace' ? 'trace' : undefined })}
      >
        <Tabs.List>
          <Tabs.Tab value="list">{t('issued.all')}</Tabs.Tab>
          <Tabs.Tab value="trace">{t('trace.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="list" pt="lg">
          <Stack>
            <IssuedFilters search={search} onChange={change} />
            <IssuedUrlsPanel filter={filter} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="trace" pt="lg">
          <TraceForm />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
