import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';

/** A zip with one file. Equal bytes make an equal zip, so a repeated upload finds it unchanged. */
export async function zipFile(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), {
    useWebWorkers: false,
    extendedTimestamp: false,
    lastModDate: new Date(1980, 0, 1), // the earliest date of a zip
  });
  await zip.add(fileName, new Uint8ArrayReader(bytes));
  return zip.close();
}
