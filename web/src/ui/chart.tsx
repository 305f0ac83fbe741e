import { type CSSProperties, type PointerEvent, useState } from 'react';
import classes from './chart.module.css';

/** Height of a chart in pixels, fixed so that the layout doesn't shift when it loads. */
export const chartHeight = 220;

/** One quantity over time. */
export interface Series<Row> {
  readonly name: string;
  /** A CSS color. */
  readonly color: string;
  value(row: Row): number;
}

interface ChartProps<Row> {
  readonly kind: 'bars' | 'lines';
  /** Read by screen readers instead of the picture. */
  readonly label: string;
  readonly rows: ReadonlyArray<Row>;
  readonly series: ReadonlyArray<Series<Row>>;
  /** Marks of the vertical axis, from zero up. */
  readonly scale: ReadonlyArray<number>;
  /** Horizontal position of a row, from 0 (left) to 1 (right). */
  place(row: Row, at: number): number;
  /** Marks of the horizontal axis, from left to right; narrow charts omit some. */
  readonly marks: ReadonlyArray<{ readonly place: number; readonly text: string }>;
  /** The time of a row, shown under the pointer. */
  title(row: Row): string;
  format(value: number): string;
}

/** Quantities over time on one scale. The drawing stretches to the available width; texts don't. */
export function Chart<Row>(props: ChartProps<Row>) {
  const { kind, label, rows, series, scale, place, marks, format } = props;
  const [pointedAt, setPointedAt] = useState<number>();
  const top = scale.at(-1) ?? 1;
  const placed = rows.map((row, at) => ({ row, at: place(row, at) }));
  const pointed = pointedAt === undefined ? undefined : placed[pointedAt];
  const draw = kind === 'bars' ? barsPath : linePath;
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setPointedAt(nearest(placed, (clientX - left) / width));
  };
  return (
    <div role="img" aria-label={label} className={classes.chart} style={{ height: chartHeight }}>
      <div className={classes.scale}>
        {scale.toReversed().map((mark) => (
          <span key={mark}>{format(mark)}</span>
        ))}
      </div>
      <div
        className={classes.plot}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={() => setPointedAt(undefined)}
      >
        <svg viewBox={`0 0 1 ${top}`} preserveAspectRatio="none" aria-hidden>
          {scale.map((mark) => (
            <path key={mark} className={classes.grid} d={`M0 ${mark}h1`} />
          ))}
          {series.map(({ name, color, value }, at) => {
            const points = placed.map((each) => [each.at, top - value(each.row)] as const);
            return (
              <path
                key={name}
                className={classes[kind]}
                color={color}
                d={draw(points, top, at, series.length)}
              />
            );
          })}
        </svg>
        {pointed && <Pointed {...props} {...pointed} />}
      </div>
      <div className={classes.marks}>
        {marks.map(({ place: at, text }) => (
          <span key={at} style={markAt(at)}>
            {text}
          </span>
        ))}
      </div>
      <div className={classes.legend}>
        {series.map((each) => (
          <SeriesName key={each.name} {...each} />
        ))}
      </div>
    </div>
  );
}

type Points = ReadonlyArray<readonly [x: number, y: number]>;

/** A single point becomes a line of length zero, which its round ends show as a dot. */
const linePath = (points: Points) =>
  `M${points.map(([x, y]) => `${x} ${y}`).join('L')}${points.length === 1 ? 'h0' : ''}`;

/** The bars of a row are side by side, in four fifths of its width. */
function barsPath(points: Points, top: number, at: number, count: number): string {
  const width = 0.8 / points.length / count;
  return points.map(([x, y]) => `M${x + (at - count / 2) * width} ${top}V${y}h${width}V${top}z`).join('');
}

function nearest(placed: ReadonlyArray<{ readonly at: number }>, x: number): number {
  let [found, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, { at }] of placed.entries()) {
    const distance = Math.abs(at - x);
    if (distance < least) [found, least] = [index, distance];
  }
  return found;
}

/** Centered at its mark, but kept inside the plot at its edges. */
function markAt(at: number): CSSProperties {
  const shift = at < 0.1 ? 0 : at > 0.9 ? 100 : 50;
  return { left: `${at * 100}%`, transform: `translateX(-${shift}%)` };
}

const valuesWidth = 176;

/** Next to the row, on the side towards the middle, and always inside the plot. */
const valuesAt = (at: number): CSSProperties => ({
  width: valuesWidth,
  left:
    at < 0.5
      ? `min(${at * 100}% + 12px, 100% - ${valuesWidth}px)`
      : `max(${at * 100}% - ${valuesWidth + 12}px, 0px)`,
});

function SeriesName<Row>({ name, color }: Series<Row>) {
  return (
    <span className={classes.series}>
      <span className={classes.swatch} style={{ color }} />
      {name}
    </span>
  );
}

function Pointed<Row>({ row, at, series, title, format }: ChartProps<Row> & { row: Row; at: number }) {
  return (
    <>
      <div className={classes.cursor} style={{ left: `${at * 100}%` }} />
      <div className={classes.values} style={valuesAt(at)}>
        <strong>{title(row)}</strong>
        {series.map((each) => (
          <div key={each.name} className={classes.value}>
            <SeriesName {...each} />
            {format(each.value(row))}
          </div>
        ))}
      </div>
    </>
  );
}
