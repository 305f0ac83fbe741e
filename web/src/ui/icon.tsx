import type { JSX, SVGProps } from 'react';

interface IconProps extends SVGProps<SVGSVGElement> {
  /** Width and height in CSS pixels; default 24. */
  readonly size?: number;
}

export type Icon = (props: IconProps) => JSX.Element;

/** A line icon, with paths on a square of 24. It is decorative: the text next to it carries the meaning. */
export const iconOf =
  (...paths: ReadonlyArray<string>): Icon =>
  ({ size = 24, ...others }) => (
    <svg
      aria-hidden="true"
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...others}
    >
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
