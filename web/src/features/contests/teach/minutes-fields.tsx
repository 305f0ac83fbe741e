import { NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TimeAllowance } from '../../schedule/time-allowance.ts';

const names = ['delaySeconds', 'extraSeconds'] as const;
const maxMinutes = 30 * 24 * 60;

/** Delay and extra time, in minutes. */
export function MinutesFields({
  value,
  onChange,
}: {
  readonly value: TimeAllowance;
  readonly onChange: (times: TimeAllowance) => void;
}) {
  const { t } = useTranslation('contests');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {names.map((name) => (
        <NumberInput
          key={name}
          label={t(`participants.${name}.label`)}
          description={t(`participants.${name}.hint`)}
          min={0}
          max={maxMinutes}
          decimalScale={2}
          allowNegative={false}
          value={value[name] / 60}
          onChange={(minutes) => onChange({ ...value, [name]: Math.round(Number(minutes) * 60) })}
        />
      ))}
    </SimpleGrid>
  );
}
