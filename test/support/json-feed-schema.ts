const text = { type: 'string', minLength: 1 }
const url = { type: 'string', pattern: '^https?://[^\\s]+$' }
const date = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
}
const author = { type: 'object', properties: { name: text, url, avatar: url }, minProperties: 1 }
const shared = { authors: { type: 'array', items: author, minItems: 1 }, language: text }

/**
 * What jsonfeed.org says of version 1.1, as JSON Schema: what is required, what has which type, and what an extension is
 * (its name begins with an underscore). Our feeds have no other member.
 */
export const JSON_FEED_SCHEMA = {
  type: 'object',
  required: ['version', 'title', 'items'],
  additionalProperties: false,
  patternProperties: { '^_[a-zA-Z]': { type: 'object' } },
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    home_page_url: url,
    feed_url: url,
    description: text,
    user_comment: text,
    next_url: url,
    icon: url,
    favicon: url,
    expired: { type: 'boolean' },
    hubs: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['type', 'url'], properties: { type: text, url } },
    },
    ...shared,
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
        additionalProperties: false,
        patternProperties: { '^_[a-zA-Z]': { type: 'object' } },
        properties: {
          id: text,
          url,
          external_url: url,
          title: { type: 'string' },
          content_html: { type: 'string' },
          content_text: { type: 'string' },
          summary: { type: 'string' },
          image: url,
          banner_image: url,
          date_published: date,
          date_modified: date,
          tags: { type: 'array', items: text, uniqueItems: true },
          attachments: { type: 'array' },
          ...shared,
        },
      },
    },
  },
}
