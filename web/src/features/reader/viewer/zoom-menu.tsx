import { Button, Menu, useComputedColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStoredChoice } from '../../../lib/stored-choice.ts';
import { IconArrowsHorizontal, IconArrowsVertical, IconSparkles } from '../../../ui/page-icons.ts';
import { usePercent } from './percent.ts';
import { type Fit, fits, type Reading, type ReadingState } from './reading.ts';

const percents = [50, 75, 100, 125, 150, 200, 300] as const;
const icons = {
  auto: IconSparkles,
  'page-width': IconArrowsHorizontal,
  'page-fit': IconArrowsVertical,
} as const satisfies Record<Fit, unknown>;

interface ZoomProps {
  readonly state: ReadingState;
  readonly reading: Reading | undefined;
}

export function ZoomMenu({ state, reading }: ZoomProps) {
  const { t } = useTranslation('reader');
  const percent = usePercent();
  return (
    <Menu position="bottom" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          h={40}
          px={4}
          miw={52}
          disabled={!reading}
          aria-label={t('toolbar.zoom', { percent: percent(state.percent) })}
        >
          {percent(state.percent)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <FitItems state={state} reading={reading} />
        <Menu.Divider />
        {percents.map((each) => (
          <Menu.Item key={each} onClick={() => reading?.zoomTo(each / 100)}>
            {percent(each)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Menu items for the size of pages and, in dark mode, their brightness. */
export function FitItems({ state, reading }: ZoomProps) {
  const { t } = useTranslation('reader');
  return (
    <>
      <Menu.RadioGroup value={state.fit ?? null} onChange={(fit) => reading?.zoomTo(fit as Fit)}>
        {fits.map((fit) => {
          const Icon = icons[fit];
          return (
            <Menu.RadioItem key={fit} value={fit} closeMenuOnClick rightSection={<Icon size={16} />}>
              {t(`fit.${fit}`)}
            </Menu.RadioItem>
          );
        })}
      </Menu.RadioGroup>
      <DimItem />
    </>
  );
}

const stored = createStoredChoice('lectern-pages');
const { dataset } = document.documentElement;
const dimmed = 'dimmed';
if (stored.read() === dimmed) dataset['pages'] = dimmed;

/** Dims pages, which are glaring in dark mode. The browser stores the choice. */
function DimItem() {
  const { t } = useTranslation('reader');
  const isDark = useComputedColorScheme() === 'dark';
  const [isDimmed, setIsDimmed] = useState(dataset['pages'] === dimmed);
  if (!isDark) return null;
  const choose = (wanted: boolean) => {
    stored.write(wanted ? dimmed : undefined);
    if (wanted) dataset['pages'] = dimmed;
    else delete dataset['pages'];
    setIsDimmed(wanted);
  };
  return (
    <Menu.CheckboxItem checked={isDimmed} onChange={choose} closeMenuOnClick>
      {t('toolbar.dim')}
    </Menu.CheckboxItem>
  );
}
