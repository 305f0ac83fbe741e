/** Such files should not open early by mistake, so they begin as editorials. */
export const soundsLikeEditorial = /editorial|solution|rozwi|om[oó]wieni/i;
