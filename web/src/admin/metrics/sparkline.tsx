import classes from './metrics.module.css';

const [width, height] = [200, 40];

/** The last values as a line, from zero; its numbers stand beside it. */
export function Sparkline({ values }: { values: ReadonlyArray<number> }) {
  const top = Math.max(...values, Number.MIN_VALUE);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, at) => `${at * step},${height - 2 - (value / top) * (height - 4)}`);
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <line x1={0} x2={width} y1={height - 1} y2={height - 1} className={classes.baseline} />
      {values.length > 1 && <polyline points={points.join(' ')} className={classes.line} />}
    </svg>
  );
}
