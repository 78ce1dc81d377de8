import { join } from 'node:path'

/**
 * Half of a short process's time is compiling its modules: what one has compiled is kept for the next. Node finds it by
 * what a file holds, so nothing in it is ever out of date.
 */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/node'),
}
