import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Pages need our own style, script and event stream, and nothing else; no inline code of any kind. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

/** Adds the security headers to every answer. */
export function addSecurityHeaders(server: FastifyInstance, siteUrl: string): void {
  server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'deny' },
    // Promised only where the site really is served by TLS: on http:// it would be a lie, and lock out a LAN host.
    strictTransportSecurity: siteUrl.startsWith('https:') && { maxAge: 15_552_000, includeSubDomains: false },
  })
}
