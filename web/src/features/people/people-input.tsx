import { Alert, List, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../../lib/format/notify.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { parseAddresses } from './parse-addresses.ts';

export interface Added {
  readonly added: number;
  /** How many were there before and are as they were. */
  readonly alreadyThere: number;
  /** Addresses without an account. */
  readonly unknown: ReadonlyArray<string>;
  /** Addresses that may be those of somebody else than the account that has them. */
  readonly unverified: ReadonlyArray<string>;
}

interface PeopleInputProps {
  readonly submitLabel: string;
  /** False where the page has something more important to do. */
  readonly isMain?: boolean;
  /** Adds at most 500 people. */
  readonly add: (emails: Array<string>) => Promise<Added>;
  /** Fields beside the addresses, such as a role. */
  readonly children?: ReactNode;
}

/** As many as one request takes. */
const batchSize = 500;

/** Adds people by pasted e-mail addresses. Those that name nobody stay in the field. */
export function PeopleInput({ submitLabel, isMain = true, add, children }: PeopleInputProps) {
  const { t, i18n } = useTranslation('people');
  const form = useForm({
    initialValues: { text: '' },
    validate({ text }) {
      const { emails, unreadable } = parseAddresses(text);
      const list = new Intl.ListFormat(i18n.language).format(
        unreadable.map((text) => t('people.quoted', { text })),
      );
      if (unreadable.length > 0) return { text: t('people.unreadable', { list }) };
      return emails.length === 0 ? { text: t('people.none') } : {};
    },
    transformValues: ({ text }) => parseAddresses(text).emails,
  });
  const adding = useAction({
    failure: 'form',
    async mutationFn(emails: ReadonlyArray<string>): Promise<Added> {
      let all: Added = { added: 0, alreadyThere: 0, unknown: [], unverified: [] };
      for (let at = 0; at < emails.length; at += batchSize) {
        const { added, alreadyThere, unknown, unverified } = await add(emails.slice(at, at + batchSize));
        all = {
          added: all.added + added,
          alreadyThere: all.alreadyThere + alreadyThere,
          unknown: [...all.unknown, ...unknown],
          unverified: [...all.unverified, ...unverified],
        };
      }
      return all;
    },
    onSuccess({ added, alreadyThere, unknown, unverified }) {
      const left = [...unknown, ...unverified];
      form.setFieldValue('text', left.join('\n'));
      if (left.length > 0) return;
      // In a corner: a line here would push away the list, in which everybody stands now.
      const there = alreadyThere > 0 ? [t('people.alreadyThere', { count: alreadyThere })] : [];
      notifyDone([t('people.added', { count: added }), ...there].join(' '));
    },
  });

  return (
    <Form form={form} onSubmit={adding.mutate} gap="sm">
      <Textarea
        label={t('people.addresses')}
        description={t('people.hint')}
        autosize
        minRows={2}
        maxRows={10}
        required
        spellCheck={false}
        autoCapitalize="none"
        {...form.getInputProps('text')}
      />
      {children}
      <div role="status">
        {adding.isSuccess && adding.data.unknown.length + adding.data.unverified.length > 0 && (
          <NotAdded {...adding.data} />
        )}
      </div>
      <FormEnd sending={adding} submitLabel={submitLabel} isMain={isMain} />
    </Form>
  );
}

/** What became of the others, and who is still in the field. */
function NotAdded({ added, alreadyThere, unknown, unverified }: Added) {
  const { t } = useTranslation('people');
  return (
    <Alert color="yellow">
      <Stack gap="xs">
        <Text size="sm">{t('people.added', { count: added })}</Text>
        {alreadyThere > 0 && <Text size="sm">{t('people.alreadyThere', { count: alreadyThere })}</Text>}
        <Addresses text={t('people.unknown', { count: unknown.length })} emails={unknown} />
        <Addresses text={t('people.unverified', { count: unverified.length })} emails={unverified} />
      </Stack>
    </Alert>
  );
}

function Addresses({ text, emails }: { text: string; emails: ReadonlyArray<string> }) {
  if (emails.length === 0) return null;
  return (
    <>
      <Text size="sm">{text}</Text>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {emails.map((email) => (
          <List.Item key={email}>{email}</List.Item>
        ))}
      </List>
    </>
  );
}
