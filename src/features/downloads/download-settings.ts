import type { Config, SettingGroup } from '../../config/config.ts';
import { oneOf, type SettledBy } from '../../lib/setting.ts';

const downloadSettings = {
  downloads: {
    variable: 'LECTERN_DOWNLOADS',
    describe:
      'how downloads are recorded: `live` by the file server itself; `import` only from access logs, which is needed if nginx serves the files; `off` records none and deletes earlier records',
    fallback: () => 'live' as const,
    parse: oneOf('live', 'import', 'off'),
  },
} as const;

declare module '../../config/config.ts' {
  interface Config extends SettledBy<typeof downloadSettings> {}
}

export const downloadGroup: SettingGroup = { settings: downloadSettings };

/** Whether the file server of this process records downloads. */
export const isLive = ({ downloads, storage }: Config): boolean =>
  downloads === 'live' && storage.kind === 'file';
