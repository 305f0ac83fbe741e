/** Amazon CloudFront Developer Guide, "Helper methods for key value stores". */
declare module 'cloudfront' {
  const cf: { kvs(): { get(key: string): Promise<string> } };
  // biome-ignore lint/style/noDefaultExport: as CloudFront has it
  export default cf;
}
