import { Alert, Button, Checkbox, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileProblemsOf } from '../../../lib/csv-list.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { useDraft } from '../../../lib/server/draft.ts';
import { send } from '../../../lib/server/resource.ts';
import { canSendPasswordLink, settingsQuery } from '../../../lib/server/settings.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { IconCheck } from '../../../ui/page-icons.ts';
import { ProblemList } from '../../../ui/problem-list.tsx';
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx';
import { rosterToCsv } from '../../people/roster.ts';
import { ListField, selectLine } from './list-field.tsx';
import {
  checkPeople,
  createsAll,
  importPeople,
  renewLinks,
  withAccounts,
  withLinks,
} from './people-import.ts';
import { PlannedChanges } from './planned-changes.tsx';
import { RenewedLinks } from './renewed-links.tsx';
import { Again, SetupLinks } from './setup-links.tsx';

/** If there are more, their number is enough. */
const shownLines = 20;

/** Imports people from a list: first a preview of the changes, then the changes. */
export function ImportPage() {
  const { t } = useTranslation('admin');
  const [csv, setCsv] = useDraft('people-import');
  const [wantsMail, setWantsMail] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const settings = useQuery(settingsQuery).data;
  const canInvite = canSendPasswordLink(settings);
  const invite = canInvite && wantsMail;
  const roster = useMemo(() => rosterToCsv(csv), [csv]);
  const check = useAction({ mutationFn: () => checkPeople(roster), failure: 'form' });
  const apply = useAction({
    mutationFn: () => importPeople(roster, invite),
    failure: 'form',
    // The links must not outlive the page.
    gcTime: 0,
    onSuccess() {
      check.reset();
      setCsv('');
    },
  });
  const renew = useAction({
    mutationFn: (rows: Parameters<typeof renewLinks>[0]) => renewLinks(rows, invite),
    failure: 'form',
    gcTime: 0,
    onSuccess: () => check.reset(),
  });
  const createGroup = useAction({
    mutationFn: (name: string) => send('post', '/api/v1/groups', { body: { name } }),
    failure: 'corner',
    onSuccess: () => check.mutate(),
    meta: { done: (name) => t('import.groupCreated', { name }) },
  });
  const hasPasswords = settings?.passwordSignIn !== 'off';
  const type = (text: string) => {
    setCsv(text);
    check.reset();
    for (const sending of [apply, renew]) if (sending.isError) sending.reset();
  };
  const error = apply.error ?? renew.error ?? check.error;
  const wrong = fileProblemsOf(error);
  const rows = check.data?.rows ?? [];
  const changes = rows.filter((row) => row.changes.length > 0).length;

  if (renew.data) return <RenewedLinks renewed={renew.data} onAgain={renew.reset} />;
  if (apply.data) return <Imported imported={apply.data} onAgain={apply.reset} />;
  return (
    <Page title={t('import.title')} manual="start#fill-it">
      <ListField ref={field} value={csv} onChange={type} />
      <Button
        onClick={() => {
          apply.reset();
          renew.reset();
          check.mutate();
        }}
        loading={check.isPending}
        disabled={csv.trim() === ''}
        variant={check.data ? 'default' : 'filled'}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('import.check')}
      </Button>
      {wrong && (
        <ProblemList
          title={t('import.problems', { count: wrong.problemCount })}
          text={t('import.nothingChanged')}
          problems={wrong.problems}
          nameOf={(line) => t('import.line', { line: roster.lineOf(line) })}
          onLine={(line) => selectLine(field.current, roster.lineOf(line))}
          remedyOf={({ field, code, value }) =>
            field === 'group' &&
            code === 'not-found' &&
            value !== undefined && (
              <Button
                variant="default"
                size="compact-sm"
                loading={createGroup.isPending && createGroup.variables === value}
                onClick={() => createGroup.mutate(value)}
                aria-label={t('import.createGroupNamed', { name: value })}
              >
                {t('import.createGroup')}
              </Button>
            )
          }
        />
      )}
      {error && !wrong && <ErrorNotice error={error} />}
      {check.data && roster.notPeople.length > 0 && (
        <Alert color="yellow" title={t('import.notPeople', { count: roster.notPeople.length })}>
          <List size="sm" listStyleType="none">
            {roster.notPeople.slice(0, shownLines).map(({ line, text }) => (
              <List.Item key={line}>
                <strong>{t('import.line', { line })}</strong> {text}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {check.data && !error && (
        <Stack component="section" aria-labelledby="planned-changes">
          <div role="status">
            <Title order={2} fz="h3" id="planned-changes">
              {changes === 0
                ? t('import.nothingToChange')
                : createsAll(rows)
                  ? t('import.wouldCreate', { count: changes })
                  : t('import.wouldChange', { count: changes })}
            </Title>
          </div>
          {canInvite && (
            <Checkbox
              label={t('import.invite')}
              description={t('import.inviteAbout')}
              checked={wantsMail}
              onChange={({ currentTarget }) => setWantsMail(currentTarget.checked)}
            />
          )}
          {changes > 0 && (
            <>
              <PlannedChanges rows={check.data.rows} />
              <Group>
                <Button onClick={() => apply.mutate()} loading={apply.isPending}>
                  {t('import.apply', { count: changes })}
                </Button>
                <Text size="sm" c="dimmed">
                  {t('import.nothingChanged')}
                </Text>
              </Group>
            </>
          )}
          {hasPasswords && withAccounts(check.data.rows).length > 0 && (
            <>
              <Text size="sm">{t('import.renewAbout')}</Text>
              <ConfirmButton
                variant="default"
                color="indigo"
                size="sm"
                loading={renew.isPending}
                question={t('import.renewQuestion')}
                onConfirm={() => renew.mutate(check.data.rows)}
                style={{ alignSelf: 'flex-start' }}
              >
                {t(invite ? 'import.renewInvitations' : 'import.renewLinks')}
              </ConfirmButton>
            </>
          )}
        </Stack>
      )}
    </Page>
  );
}

type Imported = Awaited<ReturnType<typeof importPeople>>;

function Imported({ imported, onAgain }: { imported: Imported; onAgain: () => void }) {
  const { t } = useTranslation('admin');
  const done = useRef<HTMLDivElement>(null);
  // The pressed button is gone.
  useEffect(() => done.current?.focus(), []);
  const hasPasswords = useQuery(settingsQuery).data?.passwordSignIn !== 'off';
  const changes = imported.rows.filter((row) => row.changes.length > 0).length;
  const people = withLinks(imported.rows);
  return (
    <Page title={t('import.title')} manual="start#fill-it">
      <UnsavedGuard>
        <Alert ref={done} tabIndex={-1} color="green" icon={<IconCheck />} role="status">
          {t('import.done', { count: changes })}
          {imported.invited > 0 && ` ${t('import.invited', { count: imported.invited })}`}
        </Alert>
        {hasPasswords && people.length > 0 && imported.setupLinksExpireAt !== null && (
          <SetupLinks people={people} expireAt={imported.setupLinksExpireAt} />
        )}
        <PlannedChanges rows={imported.rows} />
        <Again onClick={onAgain} />
      </UnsavedGuard>
    </Page>
  );
}
