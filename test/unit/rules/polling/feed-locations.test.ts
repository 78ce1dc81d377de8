import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownLocations, likelyLocations } from '../../../../src/rules/polling/feed-locations.ts'

test.each([
  [
    'https://www.youtube.com/channel/UCabc/videos',
    ['https://www.youtube.com/feeds/videos.xml?channel_id=UCabc'],
  ],
  ['https://m.youtube.com/user/Name', ['https://www.youtube.com/feeds/videos.xml?user=Name']],
  ['https://www.youtube.com/playlist?list=PL1', ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL1']],
  [
    'https://www.youtube.com/watch?v=x&list=PL1',
    ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL1'],
  ],
  // The page knows the channel of a handle or video; the address does not.
  ['https://www.youtube.com/@handle', []],
  ['https://www.youtube.com/watch?v=x', []],
  [
    'https://github.com/nodejs/node',
    [
      'https://github.com/nodejs/node/releases.atom',
      'https://github.com/nodejs/node/commits.atom',
      'https://github.com/nodejs/node/tags.atom',
    ],
  ],
  [
    'https://github.com/nodejs/node/tree/v24.x',
    [
      'https://github.com/nodejs/node/releases.atom',
      'https://github.com/nodejs/node/commits/v24.x.atom',
      'https://github.com/nodejs/node/tags.atom',
    ],
  ],
  ['https://github.com/nodejs', ['https://github.com/nodejs.atom']],
  ['https://github.com/topics/rss', []],
  ['https://gist.github.com/x/1', []],
  ['https://www.reddit.com/r/worldnews', ['https://www.reddit.com/r/worldnews/.rss']],
  ['https://old.reddit.com/r/worldnews/new/', ['https://old.reddit.com/r/worldnews/new/.rss']],
  ['https://www.reddit.com/u/somebody', ['https://www.reddit.com/user/somebody/.rss']],
  ['https://www.reddit.com/', ['https://www.reddit.com/.rss']],
  ['https://www.reddit.com/settings', []],
  ['https://mastodon.social/@Gargron', ['https://mastodon.social/@Gargron.rss']],
  ['https://mastodon.social/@Gargron/1234', ['https://mastodon.social/@Gargron.rss']],
  ['https://mastodon.social/@user@other.example', ['https://other.example/@user.rss']],
  ['https://medium.com/@user', ['https://medium.com/feed/@user']],
  ['https://medium.com/publication/some-story-1', ['https://medium.com/feed/publication']],
  ['https://medium.com/tag/news', ['https://medium.com/feed/tag/news']],
  ['https://user.medium.com/story', ['https://user.medium.com/feed']],
  ['https://medium.com/', []],
  ['https://writer.substack.com/p/post', ['https://writer.substack.com/feed']],
  ['https://blog.wordpress.com/2020/01/01/x/', ['https://blog.wordpress.com/feed/']],
  ['https://blog.wordpress.com/category/x/', ['https://blog.wordpress.com/category/x/feed/']],
  ['https://blog.blogspot.com/2020/01/x.html', ['https://blog.blogspot.com/feeds/posts/default']],
  ['https://blog.blogspot.co.uk/search/label/x', ['https://blog.blogspot.co.uk/feeds/posts/default/-/x']],
  ['https://blog.tumblr.com/post/1', ['https://blog.tumblr.com/rss']],
  ['https://www.tumblr.com/blog', []],
  ['https://www.tumblr.com/staff', ['https://staff.tumblr.com/rss']],
  ['https://www.tumblr.com/tagged/x', []],
  ['https://news.example/@somebody', []],
  ['https://notyoutube.com/channel/UCabc', []],
  ['ftp://github.com/a/b', []],
  ['nonsense', []],
])('a known site says where the feed of %s is', (url, expected) => {
  expect(knownLocations(url).map((location) => location.url)).toEqual(expected)
})

test.each([
  ['https://a.example/', ['/feed', '/rss']],
  ['https://a.example/blog/', ['/blog/feed', '/blog/rss']],
  ['https://a.example/blog', ['/blog/feed', '/blog/rss']],
  ['https://a.example/blog/post.html?x=1#y', ['/blog/feed', '/blog/rss']],
  ['https://a.example/@user', ['/@user.rss', '/@user/feed']],
])('usual addresses of %s', (url, expected) => {
  const paths = likelyLocations(url).map((location) => new URL(location).pathname)

  expect(paths.slice(0, 2)).toEqual(expected)
  expect(paths).toContain('/feed.json')
  expect(paths.length).toBeLessThanOrEqual(17)
  expect(new Set(paths).size).toBe(paths.length)
})

test('no address makes them throw, and all they answer is a web address', () => {
  const hosts = [
    'youtube.com',
    'github.com',
    'www.reddit.com',
    'mastodon.social',
    'medium.com',
    'x.tumblr.com',
    'x.blogspot.com',
  ]
  const url = fc
    .tuple(fc.constantFrom(...hosts), fc.string({ unit: 'binary', maxLength: 30 }))
    .map(([host, path]) => `https://${host}/${path}`)

  fc.assert(
    fc.property(fc.oneof(url, fc.webUrl(), fc.string()), (any) => {
      for (const found of [...knownLocations(any).map((location) => location.url), ...likelyLocations(any)]) {
        expect(URL.canParse(found) && /^https?:/.test(found)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
