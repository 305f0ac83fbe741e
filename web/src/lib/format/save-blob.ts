/** Long enough for a browser to have taken the bytes. */
const savedWithinMs = 60_000;

/** Saves it under a name. The only address in use is that of the blob, which is known in this page alone. */
export function saveBlob(blob: Blob, fileName: string): void {
  const link = linkTo(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), savedWithinMs);
}

/** Saves a CSV that the page has made. By the mark spreadsheets see that it is UTF-8; the import takes it too. */
export function saveCsv(csv: string, fileName: string): void {
  saveBlob(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }), fileName);
}

/** Shows it in a new tab, by the browser's own viewer, for as long as this page is there. */
export function openBlob(blob: Blob): void {
  const link = linkTo(blob);
  link.target = '_blank';
  link.rel = 'noopener';
  link.click();
}

function linkTo(blob: Blob): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  return link;
}
