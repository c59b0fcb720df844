// Where the dashboard begins on its host: a path that ends with a slash. A script is sent below it, as chrome/<version>/<its place>.
export const BASE = new URL("../../../", import.meta.url).pathname;
