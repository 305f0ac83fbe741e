import './hiding-bars.css';

/** What finds no room beside its tools for long: a phone, or a window as narrow or as low. */
const narrow = matchMedia('(max-width: 47.99em)');
/** A phone that lies: nothing but the page has room. */
const low = matchMedia('(max-height: 25em) and (orientation: landscape)');

/** So far somebody scrolls before that counts as reading on, or as looking for the bars. */
const decidedPx = 24;

const bars = '[data-shell="header"], [data-bar]';
const inUse = 'input, select, textarea, :focus-visible';

/**
 * Hides the bars of the app and of the reader while somebody reads on, where room is scarce. They come back when somebody
 * scrolls up or to the top, taps a page, or moves the focus into them, and stay for as long as they are in use. They are
 * only moved out of sight, so the keyboard and screen readers reach them at any time.
 *
 * @param pages finds what scrolls, once it is there
 * @param signal ends it, and shows them
 */
export function hideBars(pages: () => HTMLElement | null, signal: AbortSignal): void {
  const root = document.documentElement;
  let isHidden = false;
  /** Where the direction of scrolling last changed, and where it is now. */
  let turnedAt = 0;
  let at = 0;
  /** Whether it is somebody who scrolls, and not a tool that goes somewhere. */
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
    // What is read stays where it is; the top of the first page is wanted below the bars.
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

/** Somebody writes in them, has the keyboard there, has opened a menu, or goes from match to match. */
function areInUse(): boolean {
  const { activeElement } = document;
  return (
    (activeElement?.closest(bars) && activeElement.matches(inUse)) ||
    document.querySelector(':is([data-shell="header"], [data-bar]) :is([aria-expanded="true"], search)') !==
      null
  );
}
