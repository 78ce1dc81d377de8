import type { Language, Script, Slots } from './script.ts'
import { SHARED_SLOTS } from './shared-slots.ts'
import { ARABIC } from './texts-ar.ts'
import { FRENCH, GERMAN } from './texts-de-fr.ts'
import { ENGLISH } from './texts-en.ts'
import { SPANISH } from './texts-es.ts'
import { CHINESE } from './texts-zh.ts'

export const SCRIPTS: Readonly<Record<Language, readonly Script[]>> = {
  en: ENGLISH,
  zh: CHINESE,
  es: SPANISH,
  ar: ARABIC,
  de: GERMAN,
  fr: FRENCH,
}

/** The agency whose text several publishers print word for word, and how its name stands at the start of it. */
export const AGENCIES: Readonly<Record<Language, string>> = {
  en: '(Meridian Wire) — ',
  zh: '（汇联社电）',
  es: '(Agencia Meridiano) — ',
  ar: '(وكالة ميريديان) — ',
  de: '(Meridian-Dienst) – ',
  fr: '(Agence Méridien) — ',
}

export const CORRECTED: Readonly<Record<Language, string>> = {
  en: ' (updated)',
  zh: '（更新）',
  es: ' (actualizado)',
  ar: ' (محدث)',
  de: ' (aktualisiert)',
  fr: ' (actualisé)',
}

/** Slots of a script, its own or those its key shares among languages. */
export function slotsOf(script: Script): Slots {
  return script.slots ?? SHARED_SLOTS[script.key] ?? {}
}

/** The script of the same kind of event in another language; only shared kinds cross languages. */
export function translationOf(script: Script, language: Language): Script | undefined {
  if (script.slots !== undefined) return undefined
  return SCRIPTS[language].find((other) => other.key === script.key)
}
