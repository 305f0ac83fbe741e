import { hasPdfHeader, headerBytes } from '../../lib/pdf-header.ts';

/** How far from the end the end-of-file marker may stand: ISO 32000-1 Annex H.3, note 18. */
const tailBytes = 1024;

/** Looks at a file's bytes as they pass and says whether they are framed as a PDF. */
export interface PdfCheck {
  update(chunk: Uint8Array): void;
  /**
   * What is wrong, if anything is: there is no `%PDF-` near the beginning (ISO 32000-2 §7.5.2), or no `%%EOF` near the end
   * (§7.5.5). Viewers show what is left of a file that was cut off, so its readers would not know.
   */
  problem(): 'not-a-pdf' | 'pdf-cut-off' | undefined;
}

export function createPdfCheck(): PdfCheck {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    update(chunk) {
      const missing = headerBytes - head.length;
      if (missing > 0) head = Buffer.concat([head, chunk.subarray(0, missing)]);
      tail = Buffer.concat([tail, chunk.subarray(-tailBytes)]).subarray(-tailBytes);
    },
    problem() {
      if (!hasPdfHeader(head)) return 'not-a-pdf';
      return tail.includes('%%EOF') ? undefined : 'pdf-cut-off';
    },
  };
}
