/** What a folder or zip may have at most. Honest packages with all their tests stay far below. */
export interface PackageLimits {
  readonly maxFiles: number;
  /** Folders within folders. */
  readonly maxDepth: number;
  /** Of one file that is read: a PDF, or what describes the problem. */
  readonly maxFileBytes: number;
  /** Of all files together, unpacked. */
  readonly maxTotalBytes: number;
  /** Of a file with metadata, or of TeX. */
  readonly maxMetadataBytes: number;
  /** The time that its parser takes grows with the square of the size: a megabyte can take minutes. */
  readonly maxYamlBytes: number;
  /** Of the list of files in a zip, which is read at once. */
  readonly maxDirectoryBytes: number;
  /** Unpacked to packed size, of a whole zip and of each file that is read. Deflate reaches 1032. */
  readonly maxRatio: number;
  /** Below this size nothing is said about the ratio: a small file of zeros does no harm. */
  readonly ratioCountsFromBytes: number;
}

const MiB = 1024 ** 2;

export const packageLimits: PackageLimits = {
  maxFiles: 200_000,
  maxDepth: 32,
  maxFileBytes: 256 * MiB,
  maxTotalBytes: 16 * 1024 * MiB,
  maxMetadataBytes: MiB,
  maxYamlBytes: 128 * 1024,
  maxDirectoryBytes: 64 * MiB,
  maxRatio: 200,
  ratioCountsFromBytes: 16 * MiB,
};
