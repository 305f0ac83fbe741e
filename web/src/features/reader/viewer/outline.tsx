import { Text, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pending } from '../../../ui/pending.tsx';
import classes from './reader.module.css';
import type { OutlineItem, Reading } from './reading.ts';

export function Outline({ reading, onGone }: { reading: Reading; onGone: () => void }) {
  const { t } = useTranslation('reader');
  const [items, setItems] = useState<ReadonlyArray<OutlineItem>>();
  useEffect(() => {
    let isCurrent = true;
    reading.outline().then(
      (found) => isCurrent && setItems(found),
      () => isCurrent && setItems([]), // a broken outline counts as none
    );
    return () => {
      isCurrent = false;
    };
  }, [reading]);
  if (!items) return <Pending rows={4} height={32} />;
  if (items.length === 0) {
    return (
      <Text p="md" size="sm" c="dimmed">
        {t('panel.noOutline')}
      </Text>
    );
  }
  return <Items items={items} onGone={onGone} />;
}

function Items({ items, onGone }: { items: ReadonlyArray<OutlineItem>; onGone: () => void }) {
  return (
    <ul className={classes.outline}>
      {items.map(({ title, go, items: inner }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <li key={at}>
          <UnstyledButton
            className={classes.outlineItem}
            disabled={!go}
            onClick={() => {
              go?.();
              onGone();
            }}
          >
            {title}
          </UnstyledButton>
          {inner.length > 0 && <Items items={inner} onGone={onGone} />}
        </li>
      ))}
    </ul>
  );
}
