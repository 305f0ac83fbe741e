import { Menu, useComputedColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStoredChoice } from '../../../lib/stored-choice.ts';

const stored = createStoredChoice('lectern-pages');
const { dataset } = document.documentElement;
const dimmed = 'dimmed';
if (stored.read() === dimmed) dataset['pages'] = dimmed;

/** Dims pages, which are glaring in dark mode. The browser stores the choice. */
export function DimItem() {
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
