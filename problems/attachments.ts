import { isAttachable } from './attachable-types.ts';
import { baseName } from './folder.ts';
import type { FoundProblem } from './formats/package-format.ts';
import type { LeftOut, PackageAttachment, Problem } from './problem.ts';

/** Chooses the attachments among the files that the package gives to participants. */
export function withAttachments({ forParticipants, ...problem }: FoundProblem): Problem {
  const attachments: Array<PackageAttachment> = [];
  const leftOut: Array<LeftOut> = [];
  for (const { path, size } of forParticipants) {
    const fileName = baseName(path);
    if (fileName.startsWith('.')) continue; // such as .gitkeep
    const first = attachments.find((attachment) => attachment.fileName === fileName);
    if (first?.path === path) continue;
    if (first !== undefined) {
      leftOut.push({
        path,
        code: 'attachment-taken',
        why: `is left out for ${first.path}, of the same name`,
      });
    } else if (isAttachable(fileName)) attachments.push({ fileName, path, size });
    else leftOut.push({ path, code: 'not-attachable', why: 'cannot be attached, but a zip of it can' });
  }
  return { ...problem, attachments, leftOut: [...problem.leftOut, ...leftOut] };
}
