import { Alert, List, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { refusalLooks } from '../../../ui/refusals.ts';
import { Section } from '../../../ui/section.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import classes from './access-answer.module.css';
import { createAccessTexts } from './access-texts.ts';

const looks = { allowed: { color: 'green', Icon: IconCircleCheck }, ...refusalLooks } as const;

const states = { open: 'good', elsewhere: 'bad', upcoming: 'coming', closed: 'over' } as const;

/** The decision in a sentence, with the grounds behind it. */
export function AccessAnswer({
  answer,
  usages,
}: {
  answer: Schemas.AccessExplanation;
  usages: ReadonlyArray<Schemas.TaskUsage>;
}) {
  const { t } = useTranslation(['tasks', 'shell']);
  const format = useFormat();
  const words = createAccessTexts(t, format, usages);
  const { decision, canGetUrl, grounds, email, opened, firstReadAt } = answer;
  const { color, Icon } = looks[decision.reason ?? (canGetUrl ? 'allowed' : 'wrong-place')];
  return (
    <Section title={t('access.answer', { email })}>
      <Alert color={color} icon={<Icon />} title={words.decision(answer)}>
        <Text size="sm" c="var(--mantine-color-text)">
          {words.why(answer)}
        </Text>
      </Alert>
      <Text size="sm">
        {`${t('readers.opened')}: ${firstReadAt === null ? t(`readers.openedAnswer.${opened}`) : format.dateTime(firstReadAt)}`}
      </Text>
      {grounds.length > 0 && (
        <div>
          <Title order={3} fz="sm" mb="xs">
            {t('access.grounds')}
          </Title>
          <ul className={classes.grounds}>
            {grounds.map((ground) => (
              <li key={`${ground.kind} ${ground.through} ${ground.opensAt}`}>
                <span className={classes.state}>
                  <StateBadge state={states[ground.state]}>{t(`access.state.${ground.state}`)}</StateBadge>
                </span>
                <span>
                  <Text span size="sm" fw={600}>
                    {words.ground(ground)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {words.window(ground)} {ground.inNetworksOnly && t('access.inNetworksOnly')}
                  </Text>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {grounds.length === 0 && (
        <div>
          <Text size="sm">{t(usages.length > 0 ? 'access.usagesAre' : 'access.noUsages')}</Text>
          {usages.length > 0 && (
            <List size="sm" mt="xs">
              {usages.map((usage) => (
                <List.Item key={usage.id}>
                  {t(`access.place.${usage.kind}`, { name: usage.name })} {words.window(windowOf(usage))}
                </List.Item>
              ))}
            </List>
          )}
        </div>
      )}
    </Section>
  );

  function windowOf({ opensAt, closesAt }: Schemas.TaskUsage) {
    const at = Date.parse(answer.at);
    const isClosed = closesAt !== null && Date.parse(closesAt) <= at;
    const state = Date.parse(opensAt) > at ? 'upcoming' : isClosed ? 'closed' : 'open';
    return { opensAt, closesAt, state } as const;
  }
}
