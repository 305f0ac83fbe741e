const tarEnd = /\.(?:tgz|tar\.gz)$/i;

/** Whether a file is a tar with gzip, by its name. SIO2 exports `.tgz`. */
export const isTar = (fileName: string) => tarEnd.test(fileName);

/** Whether a file is an archive, by its name. Kattis calls its zips `.kpp` too. */
export const isArchive = (fileName: string) => isTar(fileName) || /\.(?:zip|kpp)$/i.test(fileName);

/** The name of a package, by that of its archive. Polygon's downloads end with a number and a system: `hello-3$linux.zip`. */
export const archiveName = (fileName: string) =>
  fileName
    .replace(tarEnd, '.tgz')
    .replace(/(?<=.)\.[^.]*$/, '')
    .replace(/(-\d+)?\$(linux|windows)$/, '');
