/** The independent implementation of RFC 8188, as far as tests use it. */
declare module 'http_ece' {
  interface Parameters {
    readonly version: 'aes128gcm';
    readonly key: Buffer;
    readonly salt?: Buffer;
    readonly rs?: number;
  }
  export function encrypt(content: Buffer, parameters: Parameters): Buffer;
  export function decrypt(encrypted: Buffer, parameters: Parameters): Buffer;
}
