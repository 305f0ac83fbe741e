import type { Position } from './positions.ts';

/** Ways to fit a page; `auto` is its width, up to a size that is comfortable. */
export const fits = ['auto', 'page-width', 'page-fit'] as const;
export type Fit = (typeof fits)[number];

export interface FindOutcome {
  readonly state: 'searching' | 'found' | 'missing';
  /** From 1; 0 while there is none. */
  readonly current: number;
  readonly total: number;
}

/** What the reader sees, as it changes. */
export interface ReadingState {
  readonly phase: 'opening' | 'open' | 'painted';
  readonly pages: number;
  readonly page: number;
  readonly percent: number;
  readonly fit: Fit | undefined;
  readonly find: FindOutcome | undefined;
  /** Parts of the document wait for the connection. */
  readonly isWaiting: boolean;
  /** Why no more of it comes. */
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
  /** Goes there; undefined for an entry that leads nowhere. */
  readonly go: (() => void) | undefined;
}

/** Height by width. */
export type Ratio = number;

export interface Printout {
  /** `210mm 297mm`: the size of the paper. */
  readonly paper: string;
  readonly page: (number: number, signal: AbortSignal) => Promise<Blob>;
}

/** A document that is open, and what can be done with it. */
export interface Reading {
  readonly goToPage: (number: number) => void;
  readonly turn: (pages: 1 | -1) => void;
  readonly zoomBy: (steps: 1 | -1) => void;
  /** A way to fit, or a factor. */
  readonly zoomTo: (zoom: Fit | number) => void;
  readonly rotate: () => void;
  /** Looks for a text, or for its next or previous place. */
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
  /** Of each page. */
  readonly texts: () => Promise<ReadonlyArray<string>>;
  readonly labelPages: (label: (number: number) => string) => void;
  readonly position: () => Position;
  readonly focus: () => void;
}
