import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip; omitted values are those of an honest program. */
export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  /** The unpacked size that the entry declares. */
  readonly declaredSize?: number;
  readonly declaredCrc32?: number;
  /** The type and permissions of Unix; `0o120777` is a link. */
  readonly unixMode?: number;
  /** General purpose bits; bit 11 means that the name is UTF-8, bit 0 that the file is encrypted. */
  readonly flags?: number;
}

/** A zip as APPNOTE.TXT describes it, without any check of its content. */
export function rawZip(entries: ReadonlyArray<RawEntry>): Uint8Array<ArrayBuffer> {
  const parts: Array<Uint8Array> = [];
  const directory: Array<Uint8Array> = [];
  let offset = 0;
  for (const { name, bytes, unixMode = 0o100644, flags = 0x800, ...declared } of entries) {
    const { declaredSize = bytes.length, declaredCrc32 = crc32(bytes) } = declared;
    const nameBytes = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(declaredCrc32, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declaredSize, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(unixMode * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, nameBytes);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, list, end]));
}
