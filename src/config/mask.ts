import type { Config } from './types.ts'

const MASK = '***'

/** The configuration with everything secret replaced, for printing. */
export function maskConfig(config: Config): Config {
  return {
    ...config,
    redis: { ...config.redis, url: config.redis.url.split(',').map(maskPassword).join(',') },
    http: { ...config.http, apiKeys: config.http.apiKeys.map((item) => ({ ...item, key: MASK })) },
    subscriptions: config.subscriptions.map((item) => ({
      ...item,
      url: item.url.replace(/\?.*$/u, `?${MASK}`),
      ...(item.secret !== undefined && { secret: MASK }),
    })),
  }
}

function maskPassword(url: string): string {
  return url.trim().replace(/^((?:rediss?|sentinel):\/\/[^/@]*?:)[^/]*@/u, `$1${MASK}@`)
}
