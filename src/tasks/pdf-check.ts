/** How far from the end the end-of-file marker may stand: ISO 32000-1 Annex H.3, note 18. */
const tailBytes = 1024;

/** Looks at a file's bytes as they pass and says whether they are framed as a PDF. */
export interface PdfCheck {
  update(chunk: Uint8Array): void;
  /** True for `%PDF-` as the first bytes (ISO 32000-2 §7.5.2) and `%%EOF` near the end (§7.5.5). */
  isPdf(): boolean;
}

export function createPdfCheck(): PdfCheck {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    update(chunk) {
      if (head.length < 5) head = Buffer.concat([head, chunk.subarray(0, 5 - head.length)]);
      tail = Buffer.concat([tail, chunk.subarray(-tailBytes)]).subarray(-tailBytes);
    },
    isPdf: () => head.toString('latin1') === '%PDF-' && tail.includes('%%EOF'),
  };
}
