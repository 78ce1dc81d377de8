import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PublisherIcon } from '../model/index.ts'
import { isNotModified } from './conditional.ts'

/** Sends bytes of a publisher as the picture they are; nothing may take them for a page or a script. */
export function sendIcon(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, type, fetchedAt }: PublisherIcon,
): FastifyReply {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
  reply.headers({
    etag,
    'cache-control': 'public, max-age=86400',
    'last-modified': new Date(fetchedAt).toUTCString(),
    'x-content-type-options': 'nosniff',
    // Readers of the feeds show it too.
    'cross-origin-resource-policy': 'cross-origin',
  })
  if (isNotModified(request.headers, { etag, lastModifiedAt: fetchedAt })) return reply.code(304).send()
  return reply.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
