/** Longer than a browser takes to begin with it. */
const keptMs = 10_000;

/** Gives a text to the reader as a file, without any server. */
export function downloadCsv(fileName: string, csv: string): void {
  // By the mark spreadsheets see that it is UTF-8; the import takes it too.
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
