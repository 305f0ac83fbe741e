import { Button, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useRules } from '../../lib/format/rules.ts';
import { loadPart } from '../../lib/load-part.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import type { Container } from '../../lib/server/container.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { DateTimeField } from '../../ui/date-time-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { IconPrinter } from '../../ui/page-icons.ts';
import { Pending } from '../../ui/pending.tsx';
import { createInvitation } from './invitations.ts';
import './printed-sheet.css';

const QrCode = lazy(async () => ({
  default: (await loadPart(() => import('./qr-code.tsx'))).QrCode,
}));

const proposed = { days: 7, people: 30 };
const dayMs = 24 * 60 * 60 * 1000;
const isDomain = (text: string) => /^[a-z0-9-]+([.][a-z0-9-]+)+$/i.test(text);
const domainsIn = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((domain) => domain.replace(/^@/, ''))
    .filter((domain) => domain !== '');

interface NewInvitationProps {
  readonly container: Container;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes an invitation, and then shows its link and QR code, large enough for a room. */
export function NewInvitation({ container, opened, onClose }: NewInvitationProps) {
  const { t } = useTranslation('people');
  const creating = useAction({
    mutationFn: (draft: Parameters<typeof createInvitation>[1]) => createInvitation(container, draft),
    failure: 'form',
    // The link must not outlive the dialog.
    gcTime: 0,
  });
  const close = () => {
    creating.reset();
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={t('invitations.new')}
      fullScreen={creating.data !== undefined}
    >
      {creating.data ? (
        <Sheet name={container.name} invitation={creating.data} />
      ) : (
        <DraftForm creating={creating} onCancel={close} />
      )}
    </Dialog>
  );
}

interface DraftFormProps {
  readonly creating: {
    readonly mutate: (draft: Parameters<typeof createInvitation>[1]) => void;
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly error: unknown;
  };
  readonly onCancel: () => void;
}

function DraftForm({ creating, onCancel }: DraftFormProps) {
  const { t } = useTranslation('people');
  const rules = useRules();
  const form = useForm({
    initialValues: {
      endsAt: new Date(serverNowMs() + proposed.days * dayMs).toISOString() as string | null,
      maxUses: proposed.people as number | string,
      emailDomains: '',
    },
    validate: {
      endsAt: rules.time,
      maxUses: rules.text,
      emailDomains: (text) => (domainsIn(text).every(isDomain) ? null : t('invitations.emailDomainsWrong')),
    },
    transformValues: ({ endsAt, maxUses, emailDomains }) => ({
      endsAt: endsAt ?? '',
      maxUses: Number(maxUses),
      emailDomains: domainsIn(emailDomains),
    }),
  });
  return (
    <Form form={form} onSubmit={creating.mutate}>
      <DateTimeField
        label={t('invitations.endsAt')}
        required
        data-autofocus
        {...form.getInputProps('endsAt')}
      />
      <NumberInput
        label={t('invitations.maxUses')}
        required
        min={1}
        max={5000}
        allowDecimal={false}
        {...form.getInputProps('maxUses')}
      />
      <TextInput
        label={t('invitations.emailDomains')}
        description={t('invitations.emailDomainsHint')}
        spellCheck={false}
        autoCapitalize="none"
        {...form.getInputProps('emailDomains')}
      />
      <FormEnd sending={creating} submitLabel={t('invitations.create')} onCancel={onCancel} />
    </Form>
  );
}

function Sheet({ name, invitation }: { name: string; invitation: Schemas.NewInvitation }) {
  const { t } = useTranslation('people');
  const { dateTime, number } = useFormat();
  const { url, endsAt, maxUses } = invitation;
  return (
    <Stack maw={900} mx="auto" className="printed-sheet">
      <div role="status">
        <Title order={2}>{name}</Title>
        <Text size="xl">{t('invitations.steps')}</Text>
        <Text c="dimmed">
          {t('invitations.validUntil', { time: dateTime(endsAt), number: number(maxUses) })}
        </Text>
      </div>
      <Suspense fallback={<Pending />}>
        <QrCode text={url} label={t('invitations.qr')} />
      </Suspense>
      <Text className="only-printed" ta="center" style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Text>
      <div className="not-printed">
        <CopyField label={t('invitations.link')} value={url} takesFocus />
        <Text size="sm" my="xs">
          {t('invitations.once')}
        </Text>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {t('invitations.print')}
        </Button>
      </div>
    </Stack>
  );
}
