import { Button, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { TraceResult } from './trace-result.tsx';

/**
 * Leads from a signed URL to who got it. The URL opens a PDF for whoever has it, so it is sent in a body and
 * forgotten as soon as the answer is there.
 */
export function TraceForm() {
  const { t } = useTranslation('admin');
  const [url, setUrl] = useState('');
  const trace = useSending({
    mutationFn: () => client.post('/api/v1/issued-urls/trace', { body: { url: url.trim() } }),
    onSuccess: () => setUrl(''),
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== '') trace.mutate();
  };
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack align="flex-start">
          <Textarea
            label={t('trace.url')}
            description={t('trace.description')}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) submit(event);
            }}
            autoComplete="off"
            spellCheck={false}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={8192}
            w="100%"
          />
          <Button type="submit" loading={trace.isPending} disabled={url.trim() === ''}>
            {t('trace.submit')}
          </Button>
        </Stack>
      </form>
      {trace.isError && <ErrorNotice error={trace.error} />}
      {trace.data ? (
        <TraceResult traced={trace.data} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('trace.forgotten')}
        </Text>
      )}
    </Stack>
  );
}
