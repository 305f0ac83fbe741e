import {
  Fieldset,
  List,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useRules } from '../../lib/format/rules.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { DateTimeField } from '../../ui/date-time-field.tsx';
import { scrollingOptions } from '../../ui/scrolling-options.ts';
import { readRoster } from '../people/roster.ts';
import { labelAt } from '../schedule/labels.ts';
import { runGroupsQuery, useStaffFilter } from '../schedule/own-groups.ts';
import { gapsOf, type PlannedContest, type Sheet } from './sheet.ts';

const hourMs = 3_600_000;

interface ContestFieldsProps {
  readonly sheet: Sheet;
  readonly isLocked: boolean;
  readonly onChange: (changes: Partial<PlannedContest>) => void;
}

/** The contest to create with the tasks: name, times and people, and what is to be seen before. */
export function ContestFields({ sheet, isLocked, onChange }: ContestFieldsProps) {
  const { t } = useTranslation(['task-import', 'contests']);
  const rules = useRules();
  const groups = useQuery(runGroupsQuery(useStaffFilter())).data ?? [];
  const { contest } = sheet;
  const { isWanted, name, startsAt, endsAt, groupId, people, contestId } = contest;
  const hours =
    startsAt && endsAt ? Math.round((100 * (Date.parse(endsAt) - Date.parse(startsAt))) / hourMs) / 100 : '';
  const after = (start: string | null, length: number | string) =>
    start && typeof length === 'number' && length > 0
      ? new Date(Date.parse(start) + length * hourMs).toISOString()
      : null;
  return (
    // Name and times of a created contest are changed on its own page.
    <Fieldset legend={t('contest.legend')} disabled={isLocked || contestId !== undefined}>
      <Stack gap="sm">
        <Switch
          label={t('contest.wanted')}
          checked={isWanted}
          onChange={({ currentTarget }) => onChange({ isWanted: currentTarget.checked })}
        />
        {isWanted && (
          <>
            <TextInput
              label={t('contests:contestForm.name')}
              required
              maxLength={300}
              value={name}
              onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
            />
            <SimpleGrid type="container" cols={{ base: 1, '40rem': 3 }}>
              <DateTimeField
                label={t('contests:contestForm.startsAt')}
                required
                value={startsAt}
                onChange={(time) =>
                  onChange({ startsAt: time, endsAt: hours === '' ? endsAt : after(time, hours) })
                }
              />
              <NumberInput
                label={t('contest.hours')}
                min={0}
                step={0.5}
                decimalScale={2}
                disabled={startsAt === null}
                value={hours}
                onChange={(length) => onChange({ endsAt: after(startsAt, length) })}
              />
              <DateTimeField
                label={t('contests:contestForm.endsAt')}
                since={startsAt}
                value={endsAt}
                onChange={(time) => onChange({ endsAt: time })}
                error={rules.end(endsAt, startsAt)}
              />
            </SimpleGrid>
            <Select
              {...scrollingOptions}
              label={t('contest.group')}
              data={groups.map((group) => ({ value: group.groupId, label: group.name }))}
              value={groupId}
              onChange={(chosen) => onChange({ groupId: chosen })}
              searchable
              clearable
              nothingFoundMessage={t('contests:contestGroups.nothing')}
            />
            <Textarea
              label={t('contest.people')}
              autosize
              minRows={2}
              maxRows={8}
              spellCheck={false}
              autoCapitalize="none"
              value={people}
              onChange={({ currentTarget }) => onChange({ people: currentTarget.value })}
            />
          </>
        )}
        <Findings sheet={sheet} />
      </Stack>
    </Fieldset>
  );
}

/** What can be known before the pre-flight of the created contest. */
function Findings({ sheet }: { sheet: Sheet }) {
  const { t, i18n } = useTranslation('task-import');
  const format = useFormat();
  const { isWanted, startsAt } = sheet.contest;
  const { emails, notPeople } = readRoster(sheet.contest.people);
  const list = new Intl.ListFormat(i18n.language);
  const gaps = gapsOf(sheet).map(([language, places]) =>
    t('contest.gap', { language: format.language(language), tasks: list.format(places.map(labelAt)) }),
  );
  const ofContest = [
    ...(startsAt !== null && Date.parse(startsAt) <= serverNowMs() ? [t('contest.atOnce')] : []),
    ...(emails.length > 0 ? [t('contest.pasted', { count: emails.length })] : []),
    ...(notPeople.length > 0
      ? [
          t('contest.unreadable', {
            count: notPeople.length,
            list: list.format(notPeople.map(({ text }) => text)),
          }),
        ]
      : []),
  ];
  const findings = [...gaps, ...(isWanted ? ofContest : [])];
  if (findings.length === 0) return null;
  return (
    <div role="status">
      <Text size="sm" fw={600}>
        {t('contest.before')}
      </Text>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {findings.map((finding) => (
          <List.Item key={finding}>{finding}</List.Item>
        ))}
      </List>
    </div>
  );
}
