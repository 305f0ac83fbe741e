import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './reader.module.css';
import type { Reading, ReadingState } from './reading.ts';

const cssWidth = 140;
/** They are drawn a little before they come into view, and given up when they have left it. */
const rootMargin = '300px 0px';

interface ThumbnailsProps {
  readonly state: ReadingState;
  readonly reading: Reading;
  readonly onGone: () => void;
}

export function Thumbnails({ state, reading, onGone }: ThumbnailsProps) {
  const { t } = useTranslation('reader');
  return (
    <div className={classes.thumbnails}>
      {Array.from({ length: state.pages }, (_, at) => at + 1).map((number) => (
        <Thumbnail
          key={number}
          number={number}
          label={t('panel.goToPage', { number })}
          isCurrent={number === state.page}
          reading={reading}
          onChoose={() => {
            reading.goToPage(number);
            onGone();
          }}
        />
      ))}
    </div>
  );
}

interface ThumbnailProps {
  readonly number: number;
  readonly label: string;
  readonly isCurrent: boolean;
  readonly reading: Reading;
  readonly onChoose: () => void;
}

function Thumbnail({ number, label, isCurrent, reading, onChoose }: ThumbnailProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isNear, setIsNear] = useState(false);
  const [ratio, setRatio] = useState(() => reading.firstRatio());
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setIsNear(entry?.isIntersecting ?? false), {
      rootMargin,
    });
    observer.observe(button.current as HTMLButtonElement);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <UnstyledButton
      ref={button}
      className={classes.thumbnail}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onChoose}
    >
      <span className={classes.thumbnailPaper} style={{ height: cssWidth * ratio }}>
        {isNear && <Drawing number={number} reading={reading} onRatio={setRatio} />}
      </span>
      {number}
    </UnstyledButton>
  );
}

interface DrawingProps {
  readonly number: number;
  readonly reading: Reading;
  readonly onRatio: (ratio: number) => void;
}

function Drawing({ number, reading, onRatio }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    reading.drawThumbnail(number, canvas.current as HTMLCanvasElement, cssWidth, signal).then(
      (ratio) => !signal.aborted && onRatio(ratio),
      () => {}, // the page itself says what is wrong with it
    );
    return () => leaving.abort();
  }, [number, reading, onRatio]);
  return <canvas ref={canvas} aria-hidden />;
}
