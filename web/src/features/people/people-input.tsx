import { Alert, Button, List, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../../lib/format/notify.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { useUnsaved } from '../../ui/unsaved-guard.tsx';
import { type Roster, readRoster } from './roster.ts';
import { together, useAccessQuestion } from './use-access-question.ts';

interface Added<Listed extends Schemas.Person> extends Schemas.TriedChange {
  /** Everybody with an account for one of the addresses, as they are now. */
  readonly people: ReadonlyArray<Listed>;
  readonly added: number;
  /** How many were already listed and stay unchanged. */
  readonly alreadyThere: number;
  /** Addresses without an account. */
  readonly unknown: ReadonlyArray<string>;
  /** Addresses that their account's owner hasn't verified. */
  readonly unverified: ReadonlyArray<string>;
}

interface DryRun {
  readonly dryRun?: boolean;
}

/** How people are added. `Own` are options such as a role. */
export interface Adding<Listed extends Schemas.Person, Own extends object> {
  readonly label: string;
  /** Initial options. */
  readonly own: Own;
  readonly fields?: (own: Own, onChange: (own: Own) => void) => ReactNode;
  /** Adds at most 500 people. */
  readonly add: (emails: Array<string>, own: Own, query: DryRun) => Promise<Added<Listed>>;
  /** Applies the options to people already listed with different ones; the label is a verb. */
  readonly change?: {
    readonly label: string;
    readonly send: (person: Listed, own: Own, query: DryRun) => Promise<Schemas.TriedChange>;
  };
  /** Describes the options in the confirmation; empty if they need no mention. */
  readonly inWords?: (own: Own) => string;
}

/** Maximum per request. */
const batchSize = 500;
/** In an error message. */
const shownLines = 10;

/** Adds people by pasted e-mail addresses. Addresses that were not added, or not as requested, stay in the field. */
export function PeopleInput<Listed extends Schemas.Person, Own extends object>({
  adding: { label, own: proposed, fields, add, change, inWords },
  onDone,
}: {
  readonly adding: Adding<Listed, Own>;
  readonly onDone: () => void;
}) {
  const { t, i18n } = useTranslation('people');
  const access = useAccessQuestion();
  const [own, setOwn] = useState(proposed);
  const form = useForm({
    initialValues: { text: '' },
    validate({ text }) {
      const { emails, notPeople } = readRoster(text);
      if (emails.length > 0) return {};
      if (notPeople.length === 0) return { text: t('people.none') };
      const list = new Intl.ListFormat(i18n.language).format(
        notPeople.slice(0, shownLines).map(({ text }) => t('people.quoted', { text })),
      );
      return { text: t('people.unreadable', { list }) };
    },
    transformValues: ({ text }) => readRoster(text),
  });
  const isAsAsked = (person: Listed) =>
    Object.entries(own).every(([name, value]) => (person as Record<string, unknown>)[name] === value);

  const changing = useAction({
    failure: 'form',
    mutationFn: (people: ReadonlyArray<Listed>) =>
      access.change(async (query) => {
        const all: Array<Schemas.TriedChange> = [];
        for (const person of people) all.push((await change?.send(person, own, query)) ?? {});
        return together(all);
      }),
    onSuccess(_, people) {
      const changed = new Set(people.map(({ email }) => email));
      const left = readRoster(form.values.text).emails.filter((email) => !changed.has(email));
      form.setFieldValue('text', left.join('\n'));
      notifyDone(t('people.changed', { count: people.length }));
      if (left.length === 0) onDone();
    },
  });

  const sending = useAction({
    failure: 'form',
    async mutationFn({ emails, notPeople }: Roster) {
      const { all } = await access.change(async (query) => {
        const all: Array<Added<Listed>> = [];
        for (let at = 0; at < emails.length; at += batchSize) {
          all.push(await add(emails.slice(at, at + batchSize), own, query));
        }
        return { all, ...together(all) };
      });
      const sum = (name: 'added' | 'alreadyThere') => all.reduce((total, each) => total + each[name], 0);
      const different = change ? all.flatMap(({ people }) => people.filter((each) => !isAsAsked(each))) : [];
      return {
        different,
        added: sum('added'),
        alreadyThere: sum('alreadyThere') - different.length,
        unknown: all.flatMap(({ unknown }) => unknown),
        unverified: all.flatMap(({ unverified }) => unverified),
        notPeople: notPeople.map(({ text }) => text),
      };
    },
    onSuccess({ added, alreadyThere, ...not }) {
      // Its result was about an earlier list.
      changing.reset();
      const left = [
        ...not.unknown,
        ...not.unverified,
        ...not.different.map(({ email }) => email ?? ''),
        ...not.notPeople,
      ];
      form.setFieldValue('text', left.join('\n'));
      if (left.length > 0) return;
      const words = added > 0 ? (inWords?.(own) ?? '') : '';
      notifyDone(
        [
          t('people.added', { count: added }),
          ...(words ? [t('people.addedWith', { what: words })] : []),
          ...(alreadyThere > 0 ? [t('people.alreadyThere', { count: alreadyThere })] : []),
        ].join(' '),
      );
      onDone();
    },
  });
  useUnsaved(form.values.text.trim() === '' || sending.isPending ? [] : [t('people.addresses')]);
  const { data } = sending;
  const different = changing.isSuccess ? [] : (data?.different ?? []);
  const listed = data ? [data.unknown, data.unverified, data.notPeople, different] : [];

  return (
    <Form form={form} onSubmit={sending.mutate}>
      <Textarea
        label={t('people.addresses')}
        description={t('people.hint')}
        autosize
        minRows={2}
        maxRows={10}
        required
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
        {...form.getInputProps('text')}
      />
      {fields?.(own, setOwn)}
      <div role="status">
        {data && listed.some((list) => list.length > 0) && (
          <Alert color="yellow">
            <Stack gap="xs">
              <Text size="sm">{t('people.added', { count: data.added })}</Text>
              {data.alreadyThere > 0 && (
                <Text size="sm">{t('people.alreadyThere', { count: data.alreadyThere })}</Text>
              )}
              <Listing text={t('people.unknown', { count: data.unknown.length })} items={data.unknown} />
              <Listing
                text={t('people.unverified', { count: data.unverified.length })}
                items={data.unverified}
              />
              <Listing
                text={t('people.notPeople', { count: data.notPeople.length })}
                items={data.notPeople}
              />
              <Listing
                text={t('people.different', { count: different.length })}
                items={different.map(({ name }) => name)}
              />
              {different.length > 0 && (
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={changing.isPending}
                  onClick={() => changing.mutate(different)}
                  style={{ alignSelf: 'flex-start' }}
                >
                  {change?.label}
                </Button>
              )}
              {changing.isError && <ErrorNotice error={changing.error} />}
            </Stack>
          </Alert>
        )}
      </div>
      <FormEnd sending={sending} submitLabel={label} onCancel={onDone} />
      {access.dialog}
    </Form>
  );
}

function Listing({ text, items }: { text: string; items: ReadonlyArray<string> }) {
  if (items.length === 0) return null;
  return (
    <>
      <Text size="sm">{text}</Text>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {[...new Set(items)].map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </>
  );
}
