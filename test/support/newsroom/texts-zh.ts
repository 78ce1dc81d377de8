import type { Script } from './script.ts'
import { CHINESE_HOME } from './texts-zh-home.ts'
import { CHINESE_WORLD } from './texts-zh-world.ts'

export const CHINESE: readonly Script[] = [...CHINESE_HOME, ...CHINESE_WORLD]
