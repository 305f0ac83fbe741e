import type { Pages } from '../pdf/pages.ts';
import type { Position } from './positions.ts';

/** Ways to fit a page; `auto` is its width, up to a comfortable size. */
export const fits = ['auto', 'page-width', 'page-fit'] as const;
export type Fit = (typeof fits)[number];

export interface FindOutcome {
  readonly state: 'searching' | 'found' | 'missing';
  /** From 1; 0 if there is none. */
  readonly current: number;
  readonly total: number;
}

/** State shown to the reader. */
export interface ReadingState {
  readonly phase: 'opening' | 'open' | 'painted';
  readonly pages: number;
  readonly page: number;
  readonly percent: number;
  readonly fit: Fit | undefined;
  readonly find: FindOutcome | undefined;
  /** Whether parts of the document are waiting for the connection. */
  readonly isWaiting: boolean;
  /** Why loading stopped. */
  readonly problem: unknown;
}

export const firstState: ReadingState = {
  phase: 'opening',
  pages: 0,
  page: 1,
  percent: 100,
  fit: 'auto',
  find: undefined,
  isWaiting: false,
  problem: undefined,
};

export interface OutlineItem {
  readonly title: string;
  readonly items: ReadonlyArray<OutlineItem>;
  /** Goes there; undefined for an entry without a target. */
  readonly go: (() => void) | undefined;
}

/** Height divided by width. */
export type Ratio = number;

export interface Printout {
  /** Paper size: `210mm 297mm`. */
  readonly paper: string;
  readonly page: (number: number, signal: AbortSignal) => Promise<Blob>;
}

export interface Reading {
  readonly goToPage: (number: number) => void;
  readonly turn: (pages: 1 | -1) => void;
  readonly zoomBy: (steps: 1 | -1) => void;
  /** A way to fit, or a factor. */
  readonly zoomTo: (zoom: Fit | number) => void;
  readonly rotate: () => void;
  /** Searches for a text, or goes to its next or previous match. */
  readonly find: (query: string, step?: 1 | -1) => void;
  readonly endFind: () => void;
  readonly outline: () => Promise<ReadonlyArray<OutlineItem>>;
  readonly firstRatio: () => Ratio;
  readonly drawThumbnail: (
    number: number,
    canvas: HTMLCanvasElement,
    cssWidth: number,
    signal: AbortSignal,
  ) => Promise<Ratio>;
  readonly printout: () => Promise<Printout>;
  /** Its pages, apart from what is shown. */
  readonly pages: () => Promise<Pages>;
  readonly labelPages: (label: (number: number) => string) => void;
  readonly position: () => Position;
  readonly focus: () => void;
}
