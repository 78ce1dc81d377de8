/** Parameters that follow a reader, name who sent one, or choose how a page looks: none of them chooses what is shown. */
const TRACKERS = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid twclid ttclid li_fat_id epik igshid igsh
  mibextid wickedid irclickid irgwc sscid rb_clickid unicorn_click_id zanpid ef_id s_kwcid tblci iclid srsltid syclid _branch_match_id
  mc_cid mc_eid mkt_tok _hsenc _hsmi hsctatracking vero_id vero_conv oly_anon_id oly_enc_id _bta_tid _bta_c _ke _kx dm_i ml_subscriber
  ml_subscriber_hash nr_email_referer oft_id oft_k oft_lk oft_d oft_c oft_ck oft_ids os_ehash sb_referer_host sp_mid sp_rid
  cmpid cmp ocid ncid icid intcmp s_cid sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome sr_share smid smtyp
  soc_src soc_trk partner taid ito xtor xtref xtcr ns_mchannel ns_source ns_campaign ns_linkname ns_fee cvid ref_src ref_url ref_
  referrer referer refer reflink feedtype feedname rss_id rssid ftcamp mbid sref traffic_source assettype wt_mc wt_zmc wprov _openstat
  redirect_log_mongo_id redirect_mongo_id __twitter_impression guccounter guce_referrer guce_referrer_sig fb_action_ids
  fb_action_types fb_ref fb_source action_object_map action_type_map action_ref_map replytocom sharer trk trkcampaign trackid trackingid
  traceid trace_id log_from track_id click_id clickid algo_expid algo_pvid pvid pgv_ref adtag _zbs_baidu_bk pdya11y spsw clickfrom
  referfrom wx_share wxshare spm scm scm_id scene share_token sharetoken share_from sharefrom share_id share_source share_medium
  share_plat share_session_id share_tag share_type share_times share_uid share_user_id sharesource sharer_shareid shareto shareid
  unique_k vd_source buvid bbid is_story_h5 plat_id weibo_id wvr luicode lfid featurecode wx_fmt wx_header isappinstalled nsukey
  mpshare poc_token pass_ticket tt_from tt_group_id use_new_style req_id article_category hidesource wfr from_source sfrom
  amp _amp amp_js_v amp_gsa usqp outputtype _ga _gl _gid gaa_at gaa_n gaa_ts gaa_sig
  phpsessid jsessionid aspsessionid cfid cftoken zenid oscsid`.split(/\s+/u),
)
const TRACKER_PREFIXES =
  `utm_ mtm_ matomo_ pk_ piwik_ hsa_ at_ spss stm_ itm_ wt. elq elqtrack cm_mmc cm_ven cm_cat cm_pla cm_ite cm_re
  ga_ gdf hmb_ pf_rd_ pd_rd_ trk_ _x_tr_ aspsessionid`.split(/\s+/u)
/** These carry a referrer in some places and an id in others: left out only while their value is a referrer's. */
const REFERRER_NAMES = new Set(
  'ref from source src via feature f campaign medium share mod for platform channel client entry position print mobile view display'.split(
    ' ',
  ),
)
const REFERRER_VALUE =
  /^(?:rss\w*|feed\w*|atom|twitter|facebook|fb|linkedin|telegram|whatsapp|reddit|pinterest|tumblr|pocket|line|kakao\w*|qq|qzone|weibo|wechat|weixin|wx|douyin|toutiao|baidu|google\w*|bing|yahoo|apple\w*|flipboard|smartnews|hatena|instagram|tiktok|threads|mastodon|bluesky|messenger|e?mail|newsletter|home\w*|share\w*|social|mobile|app|newsapp|push|timeline|singlemessage|groupmessage|search|spider|pc|wap|h5|android|ios|iphone|ipad|desktop|widget|related|recommend\w*|post\d*_\w+|print|printable|1|true|yes)$/iu
/** A number may be an id everywhere but here. */
const FLAG_NAMES = new Set(['print', 'mobile', 'share'])
const SESSION = /^(?:sid|session_?id|s)$/u

/** Sites whose parameters are known well enough to say which of them matter, and that no other does. */
const ESSENTIAL: readonly (readonly [host: RegExp, names: ReadonlySet<string>])[] = [
  [/(?:^|\.)mp\.weixin\.qq\.com$/u, new Set(['__biz', 'mid', 'idx', 'sn'])],
  [/(?:^|\.)baijiahao\.baidu\.com$/u, new Set(['id'])],
  [/(?:^|\.)toutiao\.com$/u, new Set(['group_id', 'item_id', 'id', 'keyword'])],
  [/(?:^|\.)bilibili\.com$/u, new Set(['p', 'id', 'oid', 'keyword'])],
  [/(?:^|\.)youtube\.com$/u, new Set(['v', 'list', 'channel_id', 'playlist_id', 'user', 'search_query'])],
  [/^youtu\.be$/u, new Set()],
  [/(?:^|\.)(?:twitter|x)\.com$/u, new Set(['q', 'f'])],
  [/(?:^|\.)blogspot\.[a-z.]+$/u, new Set(['p', 'q', 'label', 'updated-max'])],
]

/** One of these stands in each host of the list: most hosts need not be looked at further. */
const KNOWN_SITE = /weixin|baidu|toutiao|bilibili|youtu|twitter|x\.com|blogspot/u

/** Names that only these sites use to follow readers. */
const OWN_TRACKERS: readonly (readonly [host: RegExp, names: ReadonlySet<string>])[] = [
  [
    /(?:^|\.)sina\.(?:com\.)?cn$/u,
    new Set(['cre', 'mod', 'loc', 'r', 'rfunc', 'tj', 'tr', 'pos', 'his', 'vt', 'cref', 'wm']),
  ],
  [/(?:^|\.)sohu\.com$/u, new Set(['_f', '_trans_', 'pvid', 'code'])],
  [/(?:^|\.)wsj\.com$/u, new Set(['mod', 'st'])],
]

/** Whether a parameter can be left out of an address; name and value as they stand in the query. */
export function isTracker(host: string, name: string, value: string): boolean {
  // `&amp;` escaped twice, by feeds that are written by hand.
  const plain = name.toLowerCase().replace(/^(?:amp;)+/u, '')
  const essential = KNOWN_SITE.test(host) ? ESSENTIAL.find(([pattern]) => pattern.test(host)) : undefined
  if (essential) return !essential[1].has(plain)
  if (OWN_TRACKERS.some(([pattern, names]) => names.has(plain) && pattern.test(host))) return true
  if (TRACKERS.has(plain) || TRACKER_PREFIXES.some((prefix) => plain.startsWith(prefix))) return true
  if (SESSION.test(plain)) return /^[0-9a-f]{24,}$/iu.test(value)
  if (!REFERRER_NAMES.has(plain)) return false
  return (
    value === '' ||
    (REFERRER_VALUE.test(value) && (FLAG_NAMES.has(plain) || !/^(?:1|true|yes)$/iu.test(value)))
  )
}
