import { LIMITS } from '../limits.ts'
import { ParseError } from '../parse-error.ts'
import { element } from '../write/xml-text.ts'

type Members = Readonly<Record<string, unknown>>

const NAME = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/
/** What holds an element's text beside its attributes, as converters from XML write it. */
const TEXT_NAMES: ReadonlySet<string> = new Set(['#value', '#text', '$t', '_', '__text'])
const ATTRIBUTE_MARK = /^[@_-](?=[A-Za-z])/
/** Elements that are nothing but members: as attributes of them, texts would only be written twice. */
const SECTIONS: ReadonlySet<string> = new Set(['rss', 'channel', 'item'])

/**
 * RSS as a document of JSON holds it, member for element (RSS-in-JSON, and what converters make of a feed), written
 * as the XML it stands for; undefined when the document holds none. Whether a member is an attribute or an element
 * is not said in JSON: what may be either is written as both.
 */
export function rssOfJson(document: unknown): string | undefined {
  if (!isMembers(document) || !isMembers(document.rss) || !isMembers(document.rss.channel)) return undefined
  const budget = { left: LIMITS.documentLength }
  return elementOf('rss', document.rss, budget)
}

function elementOf(name: string, value: unknown, budget: { left: number }): string {
  if (Array.isArray(value)) return value.map((one) => elementOf(name, one, budget)).join('')
  if (!NAME.test(name)) return ''
  if (!isMembers(value)) return spent(element(name, scalarOf(value)), budget)
  const members = Object.entries(value)
  const text = members.find(([member]) => TEXT_NAMES.has(member))?.[1]
  const attributes = SECTIONS.has(name) ? {} : attributesOf(members)
  const own = spent(element(name, scalarOf(text) ?? ' ', attributes), budget)
  if (text !== undefined) return own
  const end = `</${name}>`
  const inside = members.map(([member, one]) => elementOf(member, one, budget)).join('')
  return `${own.slice(0, -end.length)}${inside}${end}`
}

function attributesOf(members: readonly (readonly [string, unknown])[]): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [member, value] of members) {
    const name = member.replace(ATTRIBUTE_MARK, '')
    const written = scalarOf(value)
    if (written !== undefined && NAME.test(name)) attributes[name] = written
  }
  return attributes
}

/** Escaped, ten megabytes of ampersands are fifty. */
function spent(xml: string, budget: { left: number }): string {
  budget.left -= xml.length
  if (budget.left < 0) throw new ParseError('parse_too_large', 'the RSS in the JSON is too long to be read')
  return xml
}

function scalarOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
