import { UnstyledButton } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './reader.module.css';
import type { Ratio, Reading, ReadingState } from './reading.ts';

const cssWidth = 140;
/** Height of a button around its page, as in reader.module.css. */
const frameHeight = 38;
const gap = 8;

interface ThumbnailsProps {
  readonly state: ReadingState;
  readonly reading: Reading;
  /** The scrolling element. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onGone: () => void;
}

/** Thumbnails to navigate by; only those near the visible ones are in the document. */
export function Thumbnails({ state, reading, scroller, onGone }: ThumbnailsProps) {
  const { t } = useTranslation('reader');
  const { pages, page } = state;
  /** Ratios of drawn pages; others are assumed to be like the first. */
  const [ratios, setRatios] = useState<ReadonlyMap<number, Ratio>>(new Map());
  const ratioOf = (number: number) => ratios.get(number) ?? reading.firstRatio();
  const [focused, setFocused] = useState<number>();
  const virtualizer = useVirtualizer({
    count: pages,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => cssWidth * ratioOf(index + 1) + frameHeight,
    gap,
    paddingStart: gap,
    paddingEnd: gap,
    // Before measuring, so that the panel opens at the current page.
    initialOffset: () => (page - 1) * (cssWidth * reading.firstRatio() + frameHeight + gap),
    overscan: 2,
    // The focused thumbnail stays in the document while scrolling.
    rangeExtractor(range) {
      const near = defaultRangeExtractor(range);
      if (focused === undefined || focused >= range.count || near.includes(focused)) return near;
      return [...near, focused].toSorted((one, other) => one - other);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer stays the same
  useLayoutEffect(() => virtualizer.measure(), [ratios]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer stays the same
  useEffect(() => {
    virtualizer.scrollToIndex(page - 1, { align: 'auto' });
  }, [page]);

  return (
    <div className={classes.thumbnails} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const number = index + 1;
        return (
          <UnstyledButton
            key={number}
            className={classes.thumbnail}
            style={{ insetBlockStart: start }}
            aria-label={t('panel.goToPage', { number })}
            aria-current={number === page ? 'page' : undefined}
            onFocus={() => setFocused(index)}
            onBlur={() => setFocused(undefined)}
            onClick={() => {
              reading.goToPage(number);
              onGone();
            }}
          >
            <span className={classes.thumbnailPaper} style={{ height: cssWidth * ratioOf(number) }}>
              <Drawing
                number={number}
                reading={reading}
                onRatio={(ratio) => {
                  if (Math.abs(ratio - ratioOf(number)) * cssWidth < 1) return;
                  setRatios((before) => new Map(before).set(number, ratio));
                }}
              />
            </span>
            {number}
          </UnstyledButton>
        );
      })}
    </div>
  );
}

interface DrawingProps {
  readonly number: number;
  readonly reading: Reading;
  readonly onRatio: (ratio: Ratio) => void;
}

/** Drawing is canceled when it leaves the document. */
function Drawing({ number, reading, onRatio }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tell = useEffectEvent(onRatio);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    reading.drawThumbnail(number, canvas.current as HTMLCanvasElement, cssWidth, signal).then(
      (ratio) => !signal.aborted && tell(ratio),
      () => {}, // the page itself shows the error
    );
    return () => leaving.abort();
  }, [number, reading]);
  return <canvas ref={canvas} aria-hidden />;
}
