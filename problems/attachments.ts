import { isAttachable } from './attachable-types.ts';
import { baseName, type Folder, filesIn } from './folder.ts';
import type { LeftOut, PackageAttachment, Problem } from './problem.ts';

/**
 * Adds the files that the package gives to participants.
 * @param name of their folder in its format, if that has one
 */
export function withAttachments(
  folder: Folder,
  problem: Omit<Problem, 'attachments'>,
  name: string | undefined,
): Problem {
  const attachments: Array<PackageAttachment> = [];
  const leftOut: Array<LeftOut> = [];
  for (const { path, size } of name === undefined ? [] : filesIn(folder, name)) {
    const fileName = baseName(path);
    if (fileName.startsWith('.')) continue; // such as .gitkeep
    if (isAttachable(fileName)) attachments.push({ fileName, path, size });
    else leftOut.push({ path, code: 'not-attachable', why: 'cannot be attached, but a zip of it can' });
  }
  return { ...problem, attachments, leftOut: [...problem.leftOut, ...leftOut] };
}
