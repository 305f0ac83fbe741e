/** Long enough for the browser to read the bytes. */
const savedWithinMs = 60_000;

/** Saves a blob under a file name. */
export function saveBlob(blob: Blob, fileName: string): void {
  const link = linkTo(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), savedWithinMs);
}

/** Saves CSV text. The byte order mark tells spreadsheets that it is UTF-8; the import accepts it too. */
export function saveCsv(csv: string, fileName: string): void {
  saveBlob(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }), fileName);
}

/** Opens a blob in the browser's own viewer in a new tab, which works until this page closes. */
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
