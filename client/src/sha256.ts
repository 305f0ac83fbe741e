/** SHA-256 (FIPS 180-4) of bytes in chunks. Web Crypto needs all bytes in memory, which large PDFs may not fit. */
export interface Sha256 {
  update(chunk: Uint8Array): void;
  /** Lower-case hex. Call it once. */
  digest(): string;
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2). */
const constants = firstPrimes(64).map((prime) => fractionBits(Math.cbrt(prime)));
/** The same of the square roots of the first 8 (§5.3.3). */
const initial = firstPrimes(8).map((prime) => fractionBits(Math.sqrt(prime)));

const blockBytes = 64;

export function createSha256(): Sha256 {
  const state = Uint32Array.from(initial);
  const words = new Uint32Array(64);
  const block = new Uint8Array(blockBytes);
  const view = new DataView(block.buffer);
  let filled = 0;
  let bytes = 0;

  function add(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const taken = Math.min(blockBytes - filled, chunk.length - at);
      block.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === blockBytes) {
        compress(state, words, view);
        filled = 0;
      }
    }
  }

  return {
    update(chunk) {
      bytes += chunk.length;
      add(chunk);
    },
    digest() {
      const bits = bytes * 8;
      const padding = new Uint8Array((filled < 56 ? 56 : 120) - filled + 8);
      padding[0] = 0x80;
      const length = new DataView(padding.buffer, padding.length - 8);
      length.setUint32(0, Math.floor(bits / 2 ** 32));
      length.setUint32(4, bits >>> 0);
      add(padding);
      return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
    },
  };
}

/** Processes one block (§6.2.2). */
function compress(state: Uint32Array, w: Uint32Array, block: DataView): void {
  const word = (at: number) => w[at] as number;
  for (let t = 0; t < 16; t += 1) w[t] = block.getUint32(t * 4);
  for (let t = 16; t < 64; t += 1) {
    const [w15, w2] = [word(t - 15), word(t - 2)];
    const small0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const small1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    w[t] = word(t - 16) + small0 + word(t - 7) + small1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t += 1) {
    const large1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + large1 + chosen + (constants[t] as number) + word(t)) | 0;
    const large0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + large0 + majority) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = (state[at] as number) + value;
  });
}

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function firstPrimes(count: number): ReadonlyArray<number> {
  const primes: Array<number> = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

function fractionBits(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}
