/** The text of a date with one sort of digits, hyphens and white space, and without marks that only steer how it is shown. */
export function tidied(text: string): string {
  return withAsciiDigits(text.normalize('NFKC'))
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ [-–—|] /g, ' ')
    .replace(/([+-]\d\d:?\d\d)Z$/, '$1')
    .replace(/(:\d\d):(?=[+-]\d\d:?\d\d$)/, '$1')
    .trim()
}

/** Arabic, Persian, Devanagari, Bengali and Thai, by where their zeros stand (Unicode, category Nd). */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]

function withAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0e59]/g, (written) => {
    const code = written.charCodeAt(0)
    const zero = ZEROS.find((start) => code >= start && code <= start + 9)
    return zero === undefined ? written : String(code - zero)
  })
}

/** `Fri, ` */
const LEADING_WEEKDAY = /^[\p{L}\p{M}.]+\s*,\s*/u

export function withoutWeekday(text: string): string {
  return text.replace(LEADING_WEEKDAY, '')
}

/** Drops a weekday with its comma, ordinals, and small words: `Monday, the 6th of October, 2025 at 8:05 г.` */
export function withoutFillers(text: string): string {
  return withoutWeekday(text)
    .replace(
      /(?<![\p{L}\p{M}])(?:at(?!\s*$)|de|del|of|the|den|um|à|le|на|о|в|г\.?|року|klo|kl\.?|ngày|lúc)(?![\p{L}\p{M}.])/giu,
      ' ',
    )
    .replace(/(\d)(?:st|nd|rd|th|er|º|ª)(?![\p{L}])/giu, '$1')
    .replace(/\s*,\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
