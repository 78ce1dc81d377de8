import type { ChannelId, Language } from './script.ts'

type WireFormat = 'rss' | 'atom' | 'json' | 'rdf'

/** How a publisher's server behaves besides answering. */
type Manner =
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Some answers are an HTML error page with status 200, some XML cut in the middle. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'throttling'; readonly retryAfterSeconds: number }
  | { readonly kind: 'gone'; readonly afterRequests: number }
  | { readonly kind: 'moved' }

export interface PublisherFeed {
  readonly path: string
  /** As an operator would declare them for this feed. */
  readonly channels: readonly ChannelId[]
  /** Channels of events this feed reports. */
  readonly carries: readonly ChannelId[]
}

export interface Publisher {
  /** Name of its directory where all publishers share one host. */
  readonly slug: string
  readonly name: string
  readonly language: Language
  readonly format: WireFormat
  readonly feeds: readonly PublisherFeed[]
  readonly weight: number
  /** Above 1: reports more events than its neighbours. */
  readonly appetite: number
  /** Below 1: first to report; above 1: a weekly's pace. */
  readonly lag: number
  /** How often it prints the agency's text instead of writing its own. */
  readonly wireShare: number
  readonly size: number
  readonly validators: 'both' | 'etag' | 'modified' | 'weak' | 'none'
  /** `mislabelled`: UTF-8 bytes under a header that claims Latin-1. `gbk-by-header`: no encoding in the prolog. */
  readonly charset: 'utf-8' | 'gbk' | 'gbk-by-header' | 'latin1' | 'mislabelled'
  readonly dates: 'standard' | 'chinese' | 'zoneless'
  readonly headlines: 'plain' | 'title-case' | 'name-appended'
  readonly links: 'plain' | 'tracked' | 'relative' | 'query'
  readonly guids: 'tag' | 'link' | 'none'
  /** Writes HTML's entities in XML, where they are undeclared. */
  readonly htmlEntities: boolean
  readonly maxAgeSeconds?: number
  /** Names a hub that pushes its feeds, where the newsroom has one. */
  readonly pushed?: boolean
  readonly timeZone?: string
  readonly manner?: Manner
}

type Traits = Partial<Omit<Publisher, 'slug' | 'name' | 'language' | 'format' | 'feeds'>>

function publisher(
  slug: string,
  name: string,
  language: Language,
  format: WireFormat,
  feeds: readonly PublisherFeed[],
  traits: Traits = {},
): Publisher {
  return {
    slug,
    name,
    language,
    format,
    feeds,
    weight: 1,
    appetite: 1,
    lag: 1,
    wireShare: 0.3,
    size: 30,
    validators: 'both',
    charset: 'utf-8',
    dates: 'standard',
    headlines: 'plain',
    links: 'plain',
    guids: 'tag',
    htmlEntities: false,
    ...traits,
  }
}

function feed(path: string, channel: ChannelId, ...more: ChannelId[]): PublisherFeed {
  return { path, channels: [channel, ...more], carries: [channel, ...more] }
}

/** The general Chinese feed reports home and world news alike, and is declared for one channel. */
const yaowen = (path: string): PublisherFeed => ({ path, channels: ['china'], carries: ['china', 'world'] })
const zh = (path: string, channel: ChannelId): PublisherFeed => ({
  path,
  channels: ['china', channel],
  carries: [channel],
})

const SHANGHAI = 'Asia/Shanghai'

/** Names of our own; any likeness to a newspaper is chance. Order matters: `publishers: n` takes the first n of it. */
export const PUBLISHERS: readonly Publisher[] = [
  publisher(
    'harbour-post',
    'Harbour Post',
    'en',
    'rss',
    [
      feed('/feeds/world.xml', 'world'),
      feed('/feeds/business.xml', 'business'),
      feed('/feeds/sport.xml', 'sports'),
    ],
    {
      weight: 1.5,
      appetite: 1.6,
      lag: 0.5,
      headlines: 'title-case',
      wireShare: 0.1,
      size: 40,
      maxAgeSeconds: 60,
      pushed: true,
    },
  ),
  publisher(
    'canglan',
    '沧澜日报',
    'zh',
    'rss',
    [yaowen('/rss/yaowen.xml'), zh('/rss/caijing.xml', 'business')],
    {
      weight: 1.5,
      appetite: 1.5,
      lag: 0.6,
      timeZone: SHANGHAI,
      size: 40,
    },
  ),
  publisher(
    'meridian-courier',
    'The Meridian Courier',
    'en',
    'atom',
    [feed('/world.atom', 'world'), feed('/business.atom', 'business'), feed('/science.atom', 'science')],
    { weight: 1.3, appetite: 1.4, lag: 0.6, wireShare: 0.15, pushed: true },
  ),
  publisher(
    'faro-de-bruma',
    'El Faro de Bruma',
    'es',
    'rss',
    [feed('/rss/mundo', 'world'), feed('/rss/economia', 'business')],
    {
      weight: 1.2,
      appetite: 1.3,
      lag: 0.7,
    },
  ),
  publisher(
    'wanghai',
    '望海时报',
    'zh',
    'rss',
    [yaowen('/feed/news.xml'), zh('/feed/sports.xml', 'sports')],
    {
      charset: 'gbk',
      validators: 'modified',
      timeZone: SHANGHAI,
      appetite: 1.2,
    },
  ),
  publisher(
    'northgate-herald',
    'Northgate Herald',
    'en',
    'rss',
    [feed('/rss.xml', 'world'), feed('/sport/rss.xml', 'sports')],
    {
      validators: 'etag',
      links: 'tracked',
      appetite: 1.2,
    },
  ),
  publisher(
    'ledger-and-tide',
    'Ledger & Tide',
    'en',
    'json',
    [feed('/business.json', 'business'), feed('/tech.json', 'technology')],
    {
      weight: 1.2,
      lag: 0.7,
      appetite: 1.3,
    },
  ),
  publisher('mersa', 'جريدة المرسى', 'ar', 'rss', [feed('/rss/akhbar.xml', 'world')], {
    weight: 1.2,
    lag: 0.8,
    appetite: 1.3,
  }),
  publisher(
    'lamplighter',
    'The Lamplighter',
    'en',
    'rss',
    [feed('/world/feed', 'world'), feed('/science/feed', 'science')],
    {
      validators: 'weak',
      guids: 'link',
    },
  ),
  publisher('chenzhong', '晨钟新闻网', 'zh', 'rss', [yaowen('/rss.xml'), zh('/tech/rss.xml', 'technology')], {
    dates: 'chinese',
    timeZone: SHANGHAI,
    appetite: 1.3,
    lag: 0.8,
  }),
  publisher(
    'signal-and-noise',
    'Signal & Noise',
    'en',
    'atom',
    [feed('/tech/atom.xml', 'technology'), feed('/science/atom.xml', 'science')],
    {
      weight: 1.2,
      appetite: 1.3,
      lag: 0.6,
    },
  ),
  publisher(
    'eastward-review',
    'Eastward Review',
    'en',
    'rss',
    [feed('/feed', 'world'), feed('/feed/markets', 'business')],
    {
      validators: 'none',
      lag: 1.3,
    },
  ),
  publisher(
    'estrecho',
    'Diario del Estrecho',
    'es',
    'rss',
    [feed('/rss/internacional.xml', 'world'), feed('/rss/deportes.xml', 'sports')],
    {
      charset: 'mislabelled',
      lag: 0.9,
      appetite: 1.2,
    },
  ),
  publisher(
    'shenlan',
    '深蓝财经',
    'zh',
    'atom',
    [zh('/atom.xml', 'business'), zh('/tech/atom.xml', 'technology')],
    {
      timeZone: SHANGHAI,
      appetite: 1.3,
      lag: 0.7,
    },
  ),
  publisher(
    'copper-street',
    'Copper Street Journal',
    'en',
    'rss',
    [feed('/markets.rss', 'business'), feed('/technology.rss', 'technology')],
    {
      headlines: 'name-appended',
      weight: 1.1,
      maxAgeSeconds: 120,
    },
  ),
  publisher('touchline', 'The Touchline', 'en', 'rss', [feed('/rss', 'sports')], {
    guids: 'none',
    appetite: 1.6,
    lag: 0.5,
  }),
  publisher(
    'lingdu',
    '零度科技',
    'zh',
    'json',
    [zh('/feed.json', 'technology'), zh('/science.json', 'science')],
    {
      timeZone: SHANGHAI,
      appetite: 1.2,
      lag: 0.7,
    },
  ),
  publisher(
    'gaceta-austral',
    'La Gaceta Austral',
    'es',
    'atom',
    [feed('/mundo.atom', 'world'), feed('/ciencia.atom', 'science')],
    {
      appetite: 1.1,
    },
  ),
  publisher(
    'quayside',
    'Quayside Gazette',
    'en',
    'rdf',
    [feed('/index.rdf', 'world'), feed('/sport.rdf', 'sports')],
    {
      validators: 'modified',
      wireShare: 0.6,
      lag: 1.4,
    },
  ),
  publisher('elbwarte', 'Elbwarte', 'de', 'rss', [feed('/rss/nachrichten.xml', 'world', 'business')], {
    charset: 'latin1',
    lag: 0.8,
  }),
  publisher('phare-du-matin', 'Le Phare du Matin', 'fr', 'rss', [feed('/rss/une.xml', 'world', 'business')], {
    lag: 0.8,
  }),
  publisher('yunling', '云岭晚报', 'zh', 'rss', [yaowen('/rss/latest.xml')], {
    charset: 'gbk-by-header',
    dates: 'zoneless',
    timeZone: SHANGHAI,
    wireShare: 0.5,
    lag: 1.3,
  }),
  publisher(
    'fathom',
    'Fathom',
    'en',
    'json',
    [feed('/feed.json', 'science'), feed('/tech/feed.json', 'technology')],
    {
      validators: 'etag',
      appetite: 1.2,
    },
  ),
  publisher('ufuq', 'أفق اليوم', 'ar', 'atom', [feed('/feed.atom', 'world')], { appetite: 1.2 }),
  publisher(
    'bellwether',
    'Bellwether Times',
    'en',
    'rss',
    [feed('/rss/news.xml', 'world'), feed('/rss/money.xml', 'business')],
    {
      manner: { kind: 'slow', delayMs: 4000 },
      headlines: 'title-case',
    },
  ),
  publisher('kantai', '看台体育', 'zh', 'rss', [zh('/rss.xml', 'sports')], {
    guids: 'none',
    links: 'query',
    timeZone: SHANGHAI,
    appetite: 1.6,
    lag: 0.5,
  }),
  publisher('circuit-daily', 'Circuit Daily', 'en', 'rss', [feed('/rss.xml', 'technology')], {
    htmlEntities: true,
    links: 'tracked',
    appetite: 1.4,
  }),
  publisher('cancha-abierta', 'Cancha Abierta', 'es', 'rss', [feed('/rss.xml', 'sports')], {
    appetite: 1.5,
    lag: 0.6,
    guids: 'link',
  }),
  publisher(
    'outpost-radio',
    'Outpost Radio',
    'en',
    'rss',
    [feed('/news/rss', 'world'), feed('/sport/rss', 'sports')],
    {
      manner: { kind: 'broken' },
      wireShare: 0.5,
    },
  ),
  publisher('jiuzhou', '九州快讯', 'zh', 'rss', [yaowen('/feed.xml')], {
    manner: { kind: 'throttling', retryAfterSeconds: 20 },
    timeZone: SHANGHAI,
    wireShare: 0.6,
    appetite: 1.3,
  }),
  publisher(
    'voz-del-paramo',
    'La Voz del Páramo',
    'es',
    'rss',
    [feed('/noticias.xml', 'world'), feed('/tecnologia.xml', 'technology')],
    {
      manner: { kind: 'moved' },
      links: 'relative',
    },
  ),
  publisher('nabd-alsharq', 'نبض الشرق', 'ar', 'rss', [feed('/rss', 'world')], {
    validators: 'weak',
    wireShare: 0.4,
  }),
  publisher('evening-packet', 'The Evening Packet', 'en', 'rss', [feed('/packet.xml', 'world')], {
    manner: { kind: 'gone', afterRequests: 6 },
    wireShare: 0.6,
    lag: 1.5,
  }),
  publisher('yuanshan', '远山周刊', 'zh', 'atom', [yaowen('/feed.atom'), zh('/science.atom', 'science')], {
    validators: 'none',
    links: 'relative',
    lag: 1.8,
    timeZone: SHANGHAI,
  }),
  publisher(
    'ciencia-al-dia',
    'Ciencia a Diario',
    'es',
    'json',
    [feed('/feed.json', 'science', 'technology')],
    { appetite: 1.2 },
  ),
  publisher('morgenkurier', 'Der Morgenkurier', 'de', 'atom', [feed('/feed.atom', 'world', 'business')], {}),
  publisher(
    'courrier-des-quais',
    'Le Courrier des Quais',
    'fr',
    'atom',
    [feed('/actu.atom', 'world', 'business')],
    { validators: 'etag' },
  ),
]
