import './hiding-bars.css';

/** Too narrow for a permanent bar: a phone, or a window of that size. */
const narrow = matchMedia('(max-width: 47.99em)');
/** A phone in landscape: there is room only for the page. */
const low = matchMedia('(max-height: 25em) and (orientation: landscape)');

/** Scrolling farther than this shows or hides the bars. */
const decidedPx = 24;

const bars = '[data-shell="header"], [data-bar]';
const inUse = 'input, select, textarea, :focus-visible';

/**
 * Hides the bars of the app and the reader while scrolling down on small screens. They return when the user scrolls up or to the top, taps
 * a page, or focuses them, and stay while in use. They are only moved out of view, so keyboard and screen readers can always reach them.
 * @param pages finds the scrolling element, once it exists
 * @param signal stops this, and shows the bars
 */
export function hideBars(pages: () => HTMLElement | null, signal: AbortSignal): void {
  const root = document.documentElement;
  let isHidden = false;
  /** Where the scroll direction last changed, and the current position. */
  let turnedAt = 0;
  let at = 0;
  /** Whether the user scrolls, rather than a tool. */
  let isByHand = false;

  const isScarce = () => narrow.matches || low.matches;
  const isInPages = (target: EventTarget | null) => pages()?.contains(target as Node) ?? false;

  function show(wanted: boolean): void {
    if (isHidden === !wanted) return;
    const box = pages();
    const top = box?.getBoundingClientRect().top ?? 0;
    isHidden = !wanted;
    root.dataset['bars'] = wanted ? 'shown' : 'hidden';
    if (!box) return;
    // Keeps the scroll position, except at the top of the first page, which should be below the bars.
    if (box.scrollTop > decidedPx) box.scrollTop += box.getBoundingClientRect().top - top;
    at = box.scrollTop;
    turnedAt = at;
  }

  const hide = () => isScarce() && !areInUse() && show(false);

  function onScroll({ target }: Event): void {
    const box = pages();
    if (!box || target !== box) return;
    const before = at;
    at = box.scrollTop;
    if (at <= 0 && !low.matches) show(true);
    if ((at - before) * (before - turnedAt) < 0) turnedAt = before;
    if (!isByHand || !isScarce()) return;
    if (at - turnedAt > decidedPx && at > box.getBoundingClientRect().top) hide();
    if (turnedAt - at > decidedPx && !low.matches) show(true);
  }

  function onClick(event: MouseEvent): void {
    const isOnPage =
      isInPages(event.target) && !(event.target as Element).closest('a, button, input, select');
    if (!isOnPage || !isScarce() || getSelection()?.isCollapsed === false) return;
    if (isHidden) show(true);
    else if ((event as PointerEvent).pointerType === 'touch' && (low.matches || at > 0)) hide();
  }

  const listening = { signal, capture: true, passive: true };
  const noteHand = ({ target }: Event) => {
    isByHand = isInPages(target);
  };
  for (const kind of ['pointerdown', 'touchmove', 'wheel', 'keydown']) {
    document.addEventListener(kind, noteHand, listening);
  }
  document.addEventListener('scroll', onScroll, listening);
  document.addEventListener('click', onClick, listening);
  document.addEventListener(
    'focusin',
    ({ target }) => (target as Element).closest(bars) && show(true),
    listening,
  );
  const begin = () => show(!low.matches);
  for (const query of [narrow, low]) query.addEventListener('change', begin, { signal });
  begin();
  signal.addEventListener('abort', () => {
    delete root.dataset['bars'];
  });
}

/** Whether the user types in a bar, has the focus there, has opened a menu, or is searching. */
function areInUse(): boolean {
  const { activeElement } = document;
  return (
    (activeElement?.closest(bars) && activeElement.matches(inUse)) ||
    document.querySelector(':is([data-shell="header"], [data-bar]) :is([aria-expanded="true"], search)') !==
      null
  );
}
