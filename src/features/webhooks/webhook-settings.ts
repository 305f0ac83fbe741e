import type { SettingGroup } from '../../config/config.ts';
import { canonicalNetwork } from '../../lib/client-address.ts';
import { messageOf } from '../../lib/errors.ts';
import { type SettingTable, type SettledBy, words } from '../../lib/setting.ts';

const webhookSettings = {
  webhookNetworks: {
    variable: 'LECTERN_WEBHOOK_NETWORKS',
    describe: 'private addresses or networks that webhooks may call, also over plain http; comma-separated',
    defaultText: 'none: public https addresses only',
    fallback: (): ReadonlyArray<string> => [],
    parse(text: string) {
      try {
        return words(text).map(canonicalNetwork);
      } catch (error) {
        throw new Error(`comma-separated addresses or networks, like 10.20.0.0/16 (${messageOf(error)})`);
      }
    },
  },
} satisfies SettingTable;

declare module '../../config/config.ts' {
  interface Config extends SettledBy<typeof webhookSettings> {}
}

export const webhookGroup: SettingGroup = { settings: webhookSettings };
