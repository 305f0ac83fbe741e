import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ownAddress } from '../../../lib/base-path.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { CheckLine } from '../health/check-line.tsx';

const timeoutMs = 10_000;

/** Checks the configured addresses from this browser; the doctor checks them from the server. */
export function AddressChecks() {
  const { t } = useTranslation('admin');
  const settings = useQuery(settingsQuery);
  return (
    <Section title={t('start.addresses')} hint={t('start.addressesText')}>
      <QueryView query={settings}>
        {({ publicUrl, filesUrl }) => (
          <>
            <PublicAddress there={publicUrl} />
            <FilesAddress filesUrl={filesUrl} />
          </>
        )}
      </QueryView>
    </Section>
  );
}

function PublicAddress({ there }: { there: string }) {
  const { t } = useTranslation('admin');
  const here = ownAddress;
  if (here === there) return <CheckLine outcome="ok" title={t('start.publicFits')} detail={there} />;
  return (
    <CheckLine
      outcome="failed"
      title={t('start.publicDiffers')}
      detail={here}
      remedy={t('start.publicRemedy', { here, there })}
    />
  );
}

/** Any response counts, also a refusal or one that CORS hides: it came from there. */
function FilesAddress({ filesUrl }: { filesUrl: string }) {
  const { t } = useTranslation('admin');
  const { t: tShell } = useTranslation();
  const { status, isFetching, refetch } = useQuery({
    queryKey: ['reach', filesUrl],
    async queryFn({ signal }) {
      const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      await fetch(filesUrl, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: either });
      return true;
    },
    staleTime: 0,
    networkMode: 'always',
  });
  if (status === 'pending') return <CheckLine outcome="pending" title={t('start.asking')} />;
  if (status === 'success')
    return <CheckLine outcome="ok" title={t('start.filesReached')} detail={filesUrl} />;
  return (
    <CheckLine
      outcome="failed"
      title={t('start.filesUnreached')}
      detail={filesUrl}
      remedy={t('start.filesRemedy', { there: filesUrl })}
    >
      <Button size="xs" variant="default" loading={isFetching} onClick={() => void refetch()}>
        {tShell('action.retry')}
      </Button>
    </CheckLine>
  );
}
