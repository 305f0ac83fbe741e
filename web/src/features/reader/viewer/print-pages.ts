import './print-pages.css';
import type { Printout } from './reading.ts';

/** Prints only the pages of a document. */
export async function printPages(
  printout: Printout,
  pages: number,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const sheets = document.createElement('div');
  sheets.className = 'print-pages';
  const urls: Array<string> = [];
  const paper = new CSSStyleSheet();
  paper.replaceSync(`@page { size: ${printout.paper}; margin: 0; }`);
  try {
    for (let number = 1; number <= pages; number += 1) {
      const image = new Image();
      image.src = URL.createObjectURL(await printout.page(number, signal));
      urls.push(image.src);
      await image.decode();
      image.alt = '';
      sheets.append(image);
      onShare(number / pages);
    }
    document.body.append(sheets);
    document.adoptedStyleSheets.push(paper);
    await printAndWait(signal);
  } finally {
    sheets.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== paper);
    for (const url of urls) URL.revokeObjectURL(url);
  }
}

/** Some browsers don't block while the print dialog is open, but all fire an event when it closes. */
function printAndWait(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    addEventListener('afterprint', () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => reject(signal.reason));
    window.print();
  });
}
