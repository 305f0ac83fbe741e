import { isAbsolute } from 'node:path';
import type { SettingGroup } from '../../config/config.ts';
import { isProtected } from '../../config/remote-address.ts';
import { parsePlainUrl, type SettingTable, type SettledBy, words } from '../../config/setting.ts';

const auditLogSettings = {
  checkpointsTo: {
    variable: 'LECTERN_CHECKPOINTS_TO',
    describe:
      'where to send signed checkpoints of the audit log: absolute paths of files, and https addresses; comma-separated',
    defaultText: 'nowhere',
    fallback: (): ReadonlyArray<string> => [],
    parse(text: string) {
      const targets = words(text);
      const isTarget = (target: string) => {
        const url = parsePlainUrl(target);
        return isAbsolute(target) || (url !== undefined && isProtected(url));
      };
      if (!targets.every(isTarget)) {
        throw new Error(
          'absolute paths and https addresses, like /mnt/elsewhere/checkpoints,https://witness.example.org/lectern',
        );
      }
      return targets;
    },
  },
} satisfies SettingTable;

declare module '../../config/config.ts' {
  interface Config extends SettledBy<typeof auditLogSettings> {}
}

export const auditLogGroup: SettingGroup = { settings: auditLogSettings };
