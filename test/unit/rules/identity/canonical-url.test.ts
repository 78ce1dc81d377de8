import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalUrl, isSiteRoot } from '../../../../src/rules/identity/canonical-url.ts'

describe('one page', () => {
  test.each([
    ['tracking parameters', 'https://n.example/a?utm_source=rss&id=7&fbclid=x', 'https://n.example/a?id=7'],
    ['scheme, www and trailing slash', 'http://www.n.example/a/b/', 'https://n.example/a/b'],
    [
      'case of host, default port, escapes, order, fragment',
      'https://N.EXAMPLE:443/a%2Db?b=2&a=1#top',
      'https://n.example/a-b?a=1&b=2',
    ],
    ['hexadecimal digits of escapes', 'https://n.example/%e4%b8%ad', 'https://n.example/%E4%B8%AD'],
    ['AMP host', 'https://amp.n.example/x', 'https://n.example/x'],
    ['AMP path', 'https://n.example/x/amp/', 'https://n.example/x'],
    ['AMP file', 'https://n.example/x.amp.html', 'https://n.example/x.html'],
    ['AMP parameter', 'https://n.example/x.html?amp=1', 'https://n.example/x.html'],
    [
      'AMP cache',
      'https://n-example.cdn.ampproject.org/v/s/n.example/x?amp_js_v=0.1&id=2',
      'https://n.example/x?id=2',
    ],
    [
      'search redirect',
      'https://www.google.com/url?q=https%3A%2F%2Fn.example%2Fx&sa=D',
      'https://n.example/x',
    ],
    ['mobile host', 'https://m.n.example/x', 'https://n.example/x'],
    ['referrer', 'https://n.example/x?ref=rss&from=timeline1', 'https://n.example/x?from=timeline1'],
    ['dot after the host', 'https://n.example./x', 'https://n.example/x'],
    [
      'ampersands escaped twice',
      'https://n.example/x?id=1&amp;utm_source=a&amp;amp;utm_medium=b',
      'https://n.example/x?id=1',
    ],
    ['AMP before the path', 'https://n.example/amp/a/b', 'https://n.example/a/b'],
    ['AMP as a file', 'https://n.example/a/amp.html', 'https://n.example/a'],
    ['AMP after a dash', 'https://n.example/a-amp.html', 'https://n.example/a.html'],
    ['AMP as a kind of output', 'https://n.example/a?outputType=amp', 'https://n.example/a'],
    ['AMP page at Bing', 'https://www.bing.com/amp/s/n.example/a?id=1', 'https://n.example/a?id=1'],
    [
      'AMP cache of an AMP page',
      'https://amp-n-example.cdn.ampproject.org/c/s/amp.n.example/a/amp/',
      'https://n.example/a',
    ],
    ['another www', 'https://www2.n.example/a', 'https://n.example/a'],
    ['mobile host within a name', 'https://en.m.wiki.example.org/a', 'https://en.wiki.example.org/a'],
    ['h5 host', 'https://h5.n.example/a', 'https://n.example/a'],
    ['index page', 'https://n.example/a/index.html', 'https://n.example/a'],
    ['slashes written twice', 'https://n.example//a///b', 'https://n.example/a/b'],
    ['session in the path', 'https://n.example/a;jsessionid=0A1B2C?id=1', 'https://n.example/a?id=1'],
    [
      'session in the query',
      'https://n.example/a?id=1&PHPSESSID=abc123&sid=0123456789abcdef0123456789abcdef',
      'https://n.example/a?id=1',
    ],
    ['spaces in the query', 'https://n.example/a?q=a+b', 'https://n.example/a?q=a%20b'],
    ['names with other letters', 'https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    ['a comment', 'https://n.example/a?replytocom=12#comment-12', 'https://n.example/a'],
    ['print version', 'https://n.example/a?print=1', 'https://n.example/a'],
    ['text fragment', 'https://n.example/a#:~:text=volcano', 'https://n.example/a'],
    ['user and password', 'https://me:secret@n.example/a', 'https://n.example/a'],
    [
      'Weixin',
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=265&idx=1&sn=ab12&chksm=8b&scene=21&key=x#wechat_redirect',
      'https://mp.weixin.qq.com/s?__biz=MzA&idx=1&mid=265&sn=ab12',
    ],
    [
      'Baijiahao',
      'https://baijiahao.baidu.com/s?id=177&wfr=spider&for=pc',
      'https://baijiahao.baidu.com/s?id=177',
    ],
    [
      'Sina',
      'https://finance.sina.com.cn/a/doc-x.shtml?cre=tianyi&mod=pcpager_fin&loc=1&r=9&rfunc=100&tj=none&tr=9',
      'https://finance.sina.com.cn/a/doc-x.shtml',
    ],
    [
      'NetEase',
      'https://c.m.163.com/news/a/IGH.html?spss=newsapp&from=timeline&isappinstalled=0',
      'https://c.163.com/news/a/IGH.html',
    ],
    [
      'Toutiao',
      'https://www.toutiao.com/article/73/?app=news_article&timestamp=17&tt_from=weixin&share_token=e-1',
      'https://toutiao.com/article/73',
    ],
    [
      'Bilibili',
      'https://www.bilibili.com/video/BV1?p=2&spm_id_from=333&vd_source=ab&share_source=weixin',
      'https://bilibili.com/video/BV1?p=2',
    ],
    ['spm', 'https://n.example/a?spm=a2c.1&scm=20140722&id=3', 'https://n.example/a?id=3'],
    [
      'YouTube',
      'https://www.youtube.com/watch?v=abc&si=tok&t=12&feature=share',
      'https://youtube.com/watch?v=abc',
    ],
    [
      'advertising',
      'https://n.example/a?gad_source=1&gbraid=x&wbraid=y&mibextid=z&igsh=w&_x_tr_sl=auto&trk=p&wt_mc=rss',
      'https://n.example/a',
    ],
    [
      'redirect of Bing News',
      'https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fn.example%2fa&c=1',
      'https://n.example/a',
    ],
    [
      'redirect of Facebook',
      'https://l.facebook.com/l.php?u=https%3A%2F%2Fn.example%2Fa%3Ffbclid%3Dx&h=y',
      'https://n.example/a',
    ],
    ['redirect of Zhihu', 'https://link.zhihu.com/?target=https%3A//n.example/a', 'https://n.example/a'],
    [
      'redirect within a redirect',
      'https://www.google.com/url?url=https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3Dhttps%253A%2F%2Fn.example%2Fa',
      'https://n.example/a',
    ],
    [
      'redirect of Yahoo',
      'https://r.search.yahoo.com/_ylt=A0/RV=2/RE=17/RO=10/RU=https%3a%2f%2fn.example%2fa/RK=2/RS=x',
      'https://n.example/a',
    ],
    [
      'article of Google News',
      `https://news.google.com/rss/articles/${Buffer.from('\b\x13"\x15https://n.example/a/1\xd2\x01\0', 'latin1').toString('base64url')}?oc=5`,
      'https://n.example/a/1',
    ],
    [
      'archived page',
      'https://web.archive.org/web/20240102030405/https://n.example/a',
      'https://n.example/a',
    ],
  ])('%s', (_, url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical)
  })
})

describe('different pages', () => {
  test.each([
    ['https://n.example/?p=123', 'https://n.example/?p=124'],
    ['https://n.example/item?id=1', 'https://n.example/item?id=2'],
    ['https://n.example/Story', 'https://n.example/story'],
    ['https://n.example/x?ref=7', 'https://n.example/x?ref=8'],
    ['http://127.0.0.5:21200/a', 'http://127.0.0.5:21201/a'],
    ['http://127.0.0.5:21200/a', 'http://127.0.0.6:21200/a'],
    ['https://n.example/#!/a', 'https://n.example/#!/b'],
    ['https://n.example/#/news/1', 'https://n.example/#/news/2'],
    ['https://n.example/forum?mod=viewthread&tid=1', 'https://n.example/forum?mod=viewthread&tid=2'],
    ['https://n.example/a?source=12', 'https://n.example/a?source=13'],
    ['https://n.example/a?sid=12', 'https://n.example/a?sid=13'],
    ['https://n.example/a?from=2024-01-01', 'https://n.example/a?from=2024-01-02'],
    ['https://www.youtube.com/watch?v=a', 'https://www.youtube.com/watch?v=b'],
    ['https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1', 'https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=2'],
    [
      'https://news.google.com/rss/articles/CBMiAUFVX3lxTFBvbWExMjM0NTY3ODk',
      'https://news.google.com/rss/articles/CBMiAUFVX3lxTFBvbWE5ODc2NTQzMjE',
    ],
    ['https://apple.news/AaBb', 'https://apple.news/AaBc'],
    ['https://feedproxy.google.com/~r/n/~3/aaa', 'https://feedproxy.google.com/~r/n/~3/bbb'],
    ['https://www.bbc.co.uk/a', 'https://www.bbc.com/a'],
    ['https://n.example/a?page=1&id=amp', 'https://n.example/a?page=2&id=amp'],
  ])('%s and %s', (a, b) => {
    expect(canonicalUrl(a)).not.toBe(canonicalUrl(b))
  })
})

test.each([
  '',
  'no url',
  'javascript:alert(1)',
  'mailto:a@b.example',
  'data:text/html,x',
  'ftp://n.example/a',
])('%j is no page', (url) => {
  expect(canonicalUrl(url)).toBeUndefined()
})

test('a front page is told from a page', () => {
  expect(isSiteRoot(canonicalUrl('http://www.n.example/?utm_source=x') ?? '')).toBe(true)
  expect(isSiteRoot(canonicalUrl('https://n.example/?p=1') ?? '')).toBe(false)
})

test('canonical form is its own canonical form, for any URL', () => {
  const part = fc.constantFrom(
    'amp',
    'www',
    'm',
    'x',
    'a b',
    '%2d',
    '%E4',
    'c',
    's',
    'n.example',
    '',
    '中',
    'utm_x=1',
    'id=2&ref=rss',
    'q=https://n.example/amp',
  )
  const url = fc
    .tuple(
      fc.array(part, { maxLength: 3 }),
      fc.array(part, { maxLength: 5 }),
      fc.array(part, { maxLength: 3 }),
    )
    .map(
      ([host, path, query]) =>
        `http://${[...host.filter((p) => /^\w+$/.test(p)), 'n.example'].join('.')}/${path.join('/')}?${query.join('&')}`,
    )
  fc.assert(
    fc.property(
      fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (input) => {
        const once = canonicalUrl(input)
        if (once !== undefined) expect(canonicalUrl(once)).toBe(once)
      },
    ),
    { numRuns: 1000 },
  )
})

test('an address that is simple enough to be read without parsing has the form that parsing gives it', () => {
  const piece = (chars: string, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...chars), minLength: 1, maxLength })
  const address = fc
    .record({
      labels: fc.array(fc.oneof(fc.constantFrom('www', 'm', 'amp', 'news', 'sina'), piece('az09-', 4)), {
        maxLength: 4,
      }),
      path: fc.array(
        fc.oneof(fc.constantFrom('amp', 'index.html', '', 'a;jsessionid=1'), piece("a1_-~!$&'()*+,;=:@.", 5)),
        {
          maxLength: 4,
        },
      ),
      query: fc.array(
        fc.oneof(fc.constantFrom('utm_source=x', 'id=1', 'ref=rss', 'a+b=c+d', '='), piece('aZ1=+:@/?!', 6)),
        {
          maxLength: 4,
        },
      ),
      fragment: fc.constantFrom('', '#top', '#!/route', '#/route', '#'),
    })
    .map(({ labels, path, query, fragment }) => {
      const search = query.length === 0 ? '' : `?${query.join('&')}`
      return `://${[...labels, 'paper', 'example'].join('.')}/${path.join('/')}${search}${fragment}`
    })
  fc.assert(
    fc.property(address, (rest) => {
      // A scheme in capitals is always parsed.
      expect(canonicalUrl(`http${rest}`)).toBe(canonicalUrl(`HTTP${rest}`))
    }),
    { numRuns: 2_000 },
  )
})

// Where each turn took one of them away, or each place began anew, a document of such addresses took minutes.
test.each([
  ['dots behind the host', `http://paper.example${'.'.repeat(400_000)}/a`],
  ['marks of AMP', `https://paper.example${'/amp'.repeat(100_000)}/a`],
  ['marks of AMP before an end', `https://paper.example/a${'.amp'.repeat(100_000)}.html`],
])('an address of nothing but %s is compared at once', (_name, address) => {
  expect(canonicalUrl(address)?.startsWith('https://paper.example/')).toBe(true)
})

test('of a row of AMP marks none is left', () => {
  expect(canonicalUrl('https://paper.example/amp/amp/a.amp.amp')).toBe('https://paper.example/a')
  expect(canonicalUrl('https://paper.example/a/amp.html/amp')).toBe('https://paper.example/a')
  expect(canonicalUrl('https://paper.example/a.amp-amp.html')).toBe('https://paper.example/a.html')
})
