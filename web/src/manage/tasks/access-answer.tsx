import { Alert, List, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shell/format.ts';
import { Section } from '../../shell/section.tsx';
import classes from './access-answer.module.css';
import { type Answer, createAccessWords } from './access-words.ts';
import type { Placement } from './placements.ts';

const looks = {
  allowed: { color: 'green', Icon: IconCircleCheck },
  'not-open-yet': { color: 'yellow', Icon: IconClock },
  closed: { color: 'red', Icon: IconCircleX },
  'not-found': { color: 'red', Icon: IconCircleX },
} as const;

/** The decision in a sentence, and each ground behind it. */
export function AccessAnswer({ answer, places }: { answer: Answer; places: ReadonlyArray<Placement> }) {
  const { t } = useTranslation('manage');
  const words = createAccessWords(t, useFormat(), places);
  const { decision, grounds, email } = answer;
  const { color, Icon } = looks[decision.allowed ? 'allowed' : (decision.reason ?? 'not-found')];
  return (
    <Section title={t('access.answer', { email })}>
      <Alert color={color} icon={<Icon aria-hidden />} title={words.decision(answer)}>
        <Text size="sm" c="var(--mantine-color-text)">
          {words.why(answer)}
        </Text>
      </Alert>
      {grounds.length > 0 && (
        <div>
          <Title order={3} fz="sm" mb="xs">
            {t('access.grounds')}
          </Title>
          <ul className={classes.grounds}>
            {grounds.map((ground) => (
              <li key={`${ground.kind} ${ground.through} ${ground.opensAt}`}>
                <span className={classes.state} data-state={ground.state}>
                  {t(`access.state.${ground.state}`)}
                </span>
                <span>
                  <Text span size="sm" fw={600}>
                    {words.ground(ground)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {words.window(ground)}
                  </Text>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {grounds.length === 0 && (
        <div>
          <Text size="sm">{t(places.length > 0 ? 'access.placesAre' : 'access.noPlaces')}</Text>
          {places.length > 0 && (
            <List size="sm" mt="xs">
              {places.map((place) => (
                <List.Item key={place.id}>
                  {t(`access.place.${place.kind}`, { name: place.name })} {words.window(windowOf(place))}
                </List.Item>
              ))}
            </List>
          )}
        </div>
      )}
    </Section>
  );

  function windowOf({ opensAt, closesAt }: Placement) {
    const at = Date.parse(answer.at);
    const isClosed = closesAt !== null && Date.parse(closesAt) <= at;
    const state = Date.parse(opensAt) > at ? 'upcoming' : isClosed ? 'closed' : 'open';
    return { opensAt, closesAt, state } as const;
  }
}
