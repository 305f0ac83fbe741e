/** A double of pdf.js's `PDFDataRangeTransport` that stores what it receives. */
export class ReceivedRanges {
  readonly received: Array<Uint8Array | null> = [];
  readonly length: number;
  constructor(length: number) {
    this.length = length;
  }
  onDataRange(_begin: number, chunk: Uint8Array | null) {
    this.received.push(chunk);
  }
  requestDataRange(_begin: number, _end: number) {}
  abort() {}
}
