/**
 * Kinds of news, each with what makes an event of it (`key`: no two headlines of the kind share it) and the ways to say
 * it. Siblings of a kind share their wording on purpose: they are what a clusterer wrongly puts together.
 *
 * `{city}` is a word of the lexicon, `{city2}` another one of it; `{company}` and `{person}` are put together;
 * `{n10-99}` is a number, `{d1-9}` one with a decimal.
 */
export interface Family {
  readonly channel: string
  readonly key: readonly string[]
  readonly say: readonly string[]
}

export const FAMILIES: readonly Family[] = [
  {
    channel: 'weather',
    key: ['city', 'hazard'],
    say: [
      '{city}发布{hazard}{colour}预警',
      '{city}气象台：未来{n6-24}小时有{hazard} 请注意防范',
      '{hazard}来袭！{city}启动{n2-4}级应急响应',
      '{city}{hazard}预警升级为{colour} 部分中小学停课',
      '受{hazard}影响 {city}多趟列车停运',
    ],
  },
  {
    channel: 'weather',
    key: ['city'],
    say: [
      '{city}今日最高气温{n12-34}℃ 明起转阴有小雨',
      '{city}入秋时间确定 较常年偏晚{n3-12}天',
      '{city}空气质量指数{n40-180} 首要污染物为臭氧',
      '冷空气到货！{city}气温将下降{n5-13}℃',
      '{city}出现今年入秋以来最强降水 雨量达{n50-210}毫米',
    ],
  },
  {
    channel: 'finance',
    key: ['company'],
    say: [
      '{company}：前三季度净利润{d1-60}亿元 同比增长{n5-180}%',
      '{company}三季报：营收{d10-90}亿元 同比下降{n2-35}%',
      '{company}第三季度净利{d1-30}亿元 超出市场预期',
      '{company}预计前三季度亏损{d1-20}亿元',
      '{company}前三季度归母净利润增长{n10-99}% 拟每10股派{d1-8}元',
    ],
  },
  {
    channel: 'finance',
    key: ['company'],
    say: [
      '{company}：股东拟减持不超过{d1-5}%股份',
      '{company}拟{d1-50}亿元收购同行{n30-100}%股权',
      '{company}收监管函 涉信息披露违规',
      '{company}回购股份{n100-900}万股 耗资{d1-9}亿元',
      '{company}董事长{person}辞职 总经理代行职责',
      '{company}科创板IPO获受理 拟募资{d5-40}亿元',
      '{company}中标{d1-60}亿元项目 股价盘中涨停',
      '{company}：子公司获{n2-9}项发明专利',
    ],
  },
  {
    channel: 'finance',
    key: ['good'],
    say: [
      '{good}期货主力合约收涨{d1-5}%',
      '全国{good}均价环比下降{d1-9}%',
      '{good}价格连续{n3-12}周上涨 业内：年底或回落',
      '{good}库存降至{n10-90}万吨 创近{n2-8}年新低',
      '{good}出厂价下调{n20-300}元/吨',
    ],
  },
  {
    channel: 'finance',
    key: ['city', 'good'],
    say: [
      '{city}{good}零售价每斤{d2-30}元 比上周便宜',
      '{city}批发市场{good}上市量增{n5-60}%',
      '{city}{good}丰收 收购价每吨{n900-9000}元',
      '{city}{good}出口突破{n1-30}万吨',
    ],
  },
  {
    channel: 'finance',
    key: ['country'],
    say: [
      '{country}央行宣布维持基准利率{d2-9}%不变',
      '{country}9月通胀率升至{d2-14}%',
      '{country}第三季度国内生产总值环比增长{d1-3}%',
      '{country}股市收盘下跌{d1-4}% 银行股领跌',
      '{country}失业率降至{d3-12}% 为{n2-20}年来最低',
    ],
  },
  {
    channel: 'world',
    key: ['country'],
    say: [
      '{country}总统宣布将于{n2-6}月后举行大选',
      '{country}议会通过{n2026-2027}年财政预算案',
      '{country}首都爆发大规模游行 {n10-90}人被捕',
      '{country}内阁改组 任命新任外交部长',
      '{country}发生{d4-6}级地震 暂无人员伤亡报告',
      '{country}一架小型飞机坠毁 机上{n2-9}人遇难',
    ],
  },
  {
    channel: 'world',
    key: ['country', 'country2'],
    say: [
      '{country}与{country2}签署自由贸易协定',
      '{country}外长访问{country2} 双方讨论能源合作',
      '{country}召回驻{country2}大使',
      '{country}对{country2}钢铁产品发起反倾销调查',
      '{country}和{country2}互免签证下月生效',
      '{country}{country2}边境口岸恢复通关',
    ],
  },
  {
    channel: 'society',
    key: ['city', 'accident'],
    say: [
      '{city}发生{accident} 已致{n1-9}人受伤',
      '{city}一处{accident} 救援正在进行',
      '{city}{accident}原因公布 {n2-12}名责任人被处理',
      '突发！{city}{accident} 现场浓烟滚滚',
      '{city}通报{accident}：无人员伤亡',
    ],
  },
  {
    channel: 'society',
    key: ['city', 'crime'],
    say: [
      '{city}警方破获特大{crime}案 抓获{n5-80}人',
      '{city}{crime}案一审宣判 主犯获刑{n3-15}年',
      '涉案{d1-9}亿元！{city}侦破{crime}案',
      '{city}检察院对{n3-30}名{crime}嫌疑人提起公诉',
      '{city}公布{crime}典型案例',
    ],
  },
  {
    channel: 'politics',
    key: ['city', 'post'],
    say: [
      '{person}任{city}{post}',
      '{city}{post}{person}接受审查调查',
      '{city}人大常委会任命{person}为{post}',
      '{city}原{post}{person}被开除党籍和公职',
      '{person}不再担任{city}{post}',
    ],
  },
  {
    channel: 'politics',
    key: ['city', 'bureau'],
    say: [
      '{city}{bureau}开展百日整治行动',
      '{city}{bureau}公布第{n2-9}批典型问题',
      '{city}{bureau}：{n3-30}项业务可全程网办',
      '{city}{bureau}回应市民关切的{n3-12}个问题',
      '{city}{bureau}招聘{n10-300}名工作人员',
    ],
  },
  {
    channel: 'health',
    key: ['city', 'disease'],
    say: [
      '{city}疾控：{disease}进入高发期',
      '{city}上周报告{disease}{n10-900}例',
      '{city}一学校出现{disease}聚集性疫情',
      '{city}{disease}疫苗开打 {n6-60}岁可预约',
      '{city}疾控中心提醒：谨防{disease}',
    ],
  },
  {
    channel: 'sports',
    key: ['cup', 'team', 'team2'],
    say: [
      '{cup}：{team}{n1-4}比{n0-3}胜{team2}',
      '{cup}第{n5-28}轮 {team}主场战平{team2}',
      '{cup}-{team}客场不敌{team2} 遭遇{n2-6}连败',
      '{cup}综述：{team}逆转{team2}',
      '{team}绝杀{team2} 升至{cup}第{n1-9}位',
    ],
  },
  {
    channel: 'sports',
    key: ['sport', 'city'],
    say: [
      '全国锦标赛{sport}：{city}选手{person}夺冠',
      '{city}名将{person}打破{sport}赛会纪录',
      '{person}获{sport}铜牌 {city}代表团再添一枚',
      '{sport}预赛 {city}{person}小组第{n1-6}晋级',
    ],
  },
  {
    channel: 'sports',
    key: ['team', 'person'],
    say: [
      '官方：{team}签下{person} 合同{n1-5}年',
      '{person}因伤缺阵{n2-8}周 {team}锋线告急',
      '{team}主帅{person}下课',
      '{person}当选月最佳 为{team}打入{n4-11}球',
    ],
  },
  {
    channel: 'culture',
    key: ['work'],
    say: [
      '电影《{work}》票房破{n1-20}亿',
      '《{work}》定档{n11-12}月{n1-28}日',
      '电视剧《{work}》收官 收视率{d1-3}%',
      '《{work}》主演{person}：拍摄用了{n60-300}天',
      '长篇小说《{work}》获文学奖',
    ],
  },
  {
    channel: 'culture',
    key: ['show', 'city'],
    say: [
      '综艺《{show}》走进{city} {person}现身',
      '《{show}》{city}站收视夺冠',
      '{city}市民免费看《{show}》录制 名额{n100-900}个',
    ],
  },
  {
    channel: 'science',
    key: ['subject', 'school'],
    say: [
      '{city}{school}团队在{subject}研究中取得进展',
      '{school}教授{person}：{subject}有望{n3-10}年内应用',
      '{subject}新发现登上国际期刊 {city}{school}领衔',
      '{city}{school}建成{subject}重点实验室',
    ],
  },
  {
    channel: 'education',
    key: ['city', 'school'],
    say: [
      '{city}{school}新校区启用 可容纳{n5-30}千人',
      '{city}{school}{n2-9}个专业停招',
      '{city}{school}校长{person}：本科教育要重实践',
      '{city}{school}食堂涨价引热议 校方回应',
      '{city}{school}迎来建校{n30-120}周年',
    ],
  },
  {
    channel: 'travel',
    key: ['city', 'sight'],
    say: [
      '{city}{sight}重新开放 每日限流{n1-9}千人',
      '{city}{sight}国庆接待游客{n3-60}万人次',
      '{city}{sight}门票降至{n10-90}元',
      '{city}新建{sight} 总投资{d1-20}亿元',
      '夜游{city}{sight}成新风尚',
    ],
  },
  {
    channel: 'travel',
    key: ['city', 'line'],
    say: [
      '{city}{line}开通试运营',
      '{city}{line}今起封闭施工{n10-90}天',
      '{city}{line}客流突破{n10-90}万人次',
      '{city}{line}环评公示 拟设{n8-30}站',
      '{city}{line}突发故障 已恢复运行',
    ],
  },
  {
    channel: 'tech',
    key: ['company', 'device'],
    say: [
      '{company}发布新款{device} 售价{n999-8999}元',
      '{company}{device}销量破{n10-90}万台',
      '{company}召回{n1-60}万台{device} 存在安全隐患',
      '{company}首款{device}亮相 续航{n8-40}小时',
    ],
  },
  {
    channel: 'tech',
    key: ['company', 'car'],
    say: [
      '{company}{car}上市 {n8-39}万元起',
      '{company}{car}9月交付{n2-40}千辆',
      '{company}新{car}谍照曝光 或搭载激光雷达',
      '试驾{company}{car}：百公里加速{d3-9}秒',
    ],
  },
  {
    channel: 'culture',
    key: ['city', 'festival'],
    say: [
      '{city}{festival}开幕 持续{n3-20}天',
      '{city}{festival}落幕 成交{d1-30}亿元',
      '{city}{festival}报名人数超{n1-20}万',
      '第{n2-30}届{city}{festival}将于下月举行',
      '{city}{festival}首日人气旺',
    ],
  },
  {
    channel: 'finance',
    key: ['city', 'meeting'],
    say: [
      '{meeting}在{city}召开 签约{n20-300}亿元',
      '{city}{meeting}发布{n3-20}项成果',
      '{meeting}落户{city}',
      '{n10-60}国嘉宾将出席{city}{meeting}',
    ],
  },
  {
    channel: 'finance',
    key: ['city'],
    say: [
      '{city}前三季度外贸进出口增长{d1-20}%',
      '{city}首套房贷利率降至{d2-4}%',
      '{city}土拍揽金{d5-90}亿元 {n2-12}宗地成交',
      '{city}取消住房限购',
      '{city}发放{n1-9}亿元消费券',
      '{city}公积金贷款额度提高到{n60-150}万元',
    ],
  },
  {
    channel: 'society',
    key: ['city', 'person'],
    say: [
      '{city}{n60-95}岁老人{person}坚持义务修路{n10-40}年',
      '{city}小伙{person}跳河救人',
      '{city}教师{person}资助{n10-90}名学生',
      '{city}外卖员{person}考上研究生',
      '寻人！{city}{n5-12}岁男孩走失 联系人{person}',
    ],
  },
]
