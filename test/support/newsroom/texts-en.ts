import type { Script } from './script.ts'
import { ENGLISH_BUSINESS } from './texts-en-business.ts'
import { ENGLISH_SCIENCE } from './texts-en-science.ts'
import { ENGLISH_SPORTS } from './texts-en-sports.ts'
import { ENGLISH_WORLD } from './texts-en-world.ts'

export const ENGLISH: readonly Script[] = [
  ...ENGLISH_WORLD,
  ...ENGLISH_BUSINESS,
  ...ENGLISH_SCIENCE,
  ...ENGLISH_SPORTS,
]
