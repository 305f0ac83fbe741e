import { basePath } from '../lib/base-path.ts';
import classes from './brand.module.css';

export function Brand({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.brand}>
      <img src={`${basePath}/favicon.svg`} alt="" width={size} height={size} />
      <span>Lectern</span>
    </span>
  );
}
