import sanitizeHtml from 'sanitize-html'
import { LIMITS } from '../limits.ts'
import { absoluteUrl } from '../urls.ts'

const TAGS =
  'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr'.split(
    ' ',
  )
/** Dropped with what they hold. */
const SILENT =
  'annotation annotation-xml canvas embed frameset head iframe noembed noframes noscript option script style svg template textarea title xmp'.split(
    ' ',
  )
const URL_ATTRIBUTES = ['href', 'src', 'cite', 'poster'] as const

/** HTML with nothing but allowed elements and attributes; relative URLs resolved against `baseUrl`. */
export function sanitiseHtml(html: string, baseUrl?: string): string {
  return sanitizeHtml(bounded(html), {
    allowedTags: TAGS,
    nonTextTags: SILENT,
    // Two hundred nested elements are no article, and deep trees cost browsers dearly.
    nestingLimit: 100,
    allowedAttributes: {
      a: ['href', 'title', 'rel'],
      img: ['src', 'srcset', 'alt', 'title', 'width', 'height', 'loading'],
      source: ['src', 'srcset', 'type', 'media'],
      video: ['src', 'poster', 'controls', 'width', 'height'],
      audio: ['src', 'controls'],
      time: ['datetime'],
      blockquote: ['cite'],
      q: ['cite'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      ol: ['start', 'reversed', 'type'],
      '*': ['dir', 'lang', 'title'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'ftp', 'magnet'],
    allowedSchemesByTag: {},
    allowProtocolRelative: true,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: withSafeUrls(tagName, attribs, baseUrl) }),
    },
  })
}

function bounded(html: string): string {
  const end = Math.min(html.length, LIMITS.contentLength)
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0 && at < end; at = html.indexOf('<', at + 1)) {
    tags += 1
    if (tags > LIMITS.contentTags) return html.slice(0, at)
  }
  return html.slice(0, end)
}

function withSafeUrls(
  tag: string,
  attributes: Record<string, string>,
  baseUrl: string | undefined,
): Record<string, string> {
  const safe: Record<string, string> = { ...attributes }
  for (const name of URL_ATTRIBUTES) {
    const written = safe[name]
    if (written === undefined) continue
    const url = absoluteUrl(written, baseUrl)
    if (url === undefined) delete safe[name]
    else safe[name] = url
  }
  if (safe.srcset !== undefined) safe.srcset = resolvedSrcset(safe.srcset, baseUrl)
  // The page that shows this neither vouches for the target nor hands it its window.
  if (tag === 'a' && safe.href !== undefined) safe.rel = 'noopener noreferrer nofollow'
  return safe
}

/** Of a picture's choices, its width or its density. */
const DESCRIPTOR = /^(?:[1-9]\d{0,8}w|\d{1,4}(?:\.\d{1,4})?x)$/

/** Only what is sound: of anything else sanitize-html's reader tells on standard output. */
function resolvedSrcset(srcset: string, baseUrl: string | undefined): string {
  return srcset
    .split(/,\s+/)
    .slice(0, 20)
    .flatMap((candidate) => {
      const [written, ...descriptors] = candidate.trim().split(/\s+/)
      const url = absoluteUrl(written, baseUrl)
      const isSound = descriptors.length < 2 && descriptors.every((one) => DESCRIPTOR.test(one))
      return url === undefined || !isSound ? [] : [[url, ...descriptors].join(' ')]
    })
    .join(', ')
}
