import { replaceEach } from './replace-each.ts'

// XML 1.0 §2.2 forbids C0 controls, lone surrogates and U+FFFE/F; it discourages C1 controls and the other
// noncharacters, which browsers show as boxes.
const UNWANTED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef]|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu
// Without the `u` flag a class test costs a tenth; most texts hold nothing of the kind.
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/

/** U+0080 to U+009F as who wrote them meant them: windows-1252 (as HTML reads such references). */
const MEANT = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/** The text without what XML 1.0 forbids or discourages; C1 controls become the characters they stand for. */
export function cleanText(text: string): string {
  return SUSPECT.test(text) ? replaceEach(text, UNWANTED, ([unwanted]) => meaningOf(unwanted)) : text
}

function meaningOf(unwanted: string): string {
  const meant = MEANT[unwanted.charCodeAt(0) - 0x80] ?? ''
  return meant === '\0' ? '' : meant
}

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Whether there are any of those that XML forbids, and mean nothing. */
export function hasControls(text: string): boolean {
  return CONTROL.test(text)
}

export function withoutControls(text: string): string {
  return text.replace(new RegExp(CONTROL, 'g'), '')
}

/** At most `max` UTF-16 units, never half a surrogate pair; an ellipsis shows that something was cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  const whole = /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
  return `${whole.trimEnd()}…`
}
