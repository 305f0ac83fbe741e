import packageJson from '../package.json' with { type: 'json' };

/** The folders of the packages that the server uses: all of this repository except the web app. */
export const packageFolders = packageJson.workspaces.filter((folder) => !folder.startsWith('web'));
