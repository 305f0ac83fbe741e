import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { client } from '../../../lib/server/client.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { TraceResult } from './trace-result.tsx';

/** Issue ids have this form, and no URL. */
const issueIdForm = /^[\w-]{1,64}$/;

/**
 * Finds out who got a signed URL, also by its parameter `issue` alone. Anybody who has the URL can open the PDF, so it is sent in a body and forgotten as soon as the reply
 * arrives.
 */
export function TraceForm() {
  const { t } = useTranslation('admin');
  const form = useForm({ initialValues: { url: '' }, validate: { url: useRules().text } });
  const trace = useAction({
    mutationFn: () => {
      const asked = form.values.url.trim();
      const body = issueIdForm.test(asked) ? { issueId: asked } : { url: asked };
      return client.post('/api/v1/issued-urls/trace', { body });
    },
    failure: 'form',
    onSuccess: form.reset,
    gcTime: 0,
  });
  return (
    <Stack>
      <Form form={form} onSubmit={() => trace.mutate()} align="flex-start">
        <Textarea
          label={t('trace.url')}
          description={t('trace.description')}
          {...form.getInputProps('url')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
          autoComplete="off"
          spellCheck={false}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={8192}
          w="100%"
        />
        <Button type="submit" loading={trace.isPending}>
          {t('trace.submit')}
        </Button>
      </Form>
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
