/** In the place of pdf.js's `PDFDataRangeTransport`: keeps what it is handed. */
export class ReceivedRanges {
  readonly received: Array<Uint8Array | null> = [];
  onDataRange(_begin: number, chunk: Uint8Array | null) {
    this.received.push(chunk);
  }
  requestDataRange(_begin: number, _end: number) {}
  abort() {}
}
