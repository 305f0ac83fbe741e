import { isAbsolute } from 'node:path';
import { IsEmail } from 'typebox/format';
import type { SettingGroup } from '../../config/config.ts';
import { isProtected } from '../../config/remote-address.ts';
import { parsePlainUrl, type SettingTable, type SettledBy, words } from '../../lib/setting.ts';

/** How an e-mail address begins among the targets. */
export const mailto = 'mailto:';

const auditLogSettings = {
  checkpointsTo: {
    variable: 'LECTERN_CHECKPOINTS_TO',
    describe:
      'where to send signed checkpoints of the audit log: absolute paths of files, https addresses, and `mailto:` addresses; comma-separated',
    defaultText: 'nowhere',
    fallback: (): ReadonlyArray<string> => [],
    parse(text: string) {
      const targets = words(text);
      const isTarget = (target: string) => {
        const url = parsePlainUrl(target);
        const isMail = target.startsWith(mailto) && IsEmail(target.slice(mailto.length));
        return isAbsolute(target) || isMail || (url !== undefined && isProtected(url));
      };
      if (!targets.every(isTarget)) {
        throw new Error(
          'absolute paths, https addresses and e-mail addresses, like /mnt/elsewhere/checkpoints,mailto:jury@example.org',
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
