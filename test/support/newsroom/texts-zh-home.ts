import type { Script } from './script.ts'

export const CHINESE_HOME: readonly Script[] = [
  {
    key: 'zh-metro',
    channel: 'china',
    slots: { city: 'zhCity', line: [3, 19], stations: [12, 31], km: [18, 52] },
    wordings: [
      [
        '{city}地铁{line}号线今日开通 全长{km}公里设{stations}站',
        '{city}地铁{line}号线初期运营，串联高铁站与老城区，首日不少市民赶早“尝鲜”。',
      ],
      [
        '坐着地铁逛老城：{city}{line}号线首日客流超预期',
        '全长{km}公里的{line}号线{stations}座车站各有主题，{city}老街站的壁画成打卡点。',
      ],
      [
        '{city}轨交再添一线！{line}号线首班车5:58发车',
        '记者体验{city}地铁{line}号线：从新区到老城，比开车快二十分钟。',
      ],
      [
        '{city}地铁{line}号线怎么坐？一图看懂{stations}座车站',
        '{km}公里、{stations}站，票价、换乘与接驳公交信息汇总。',
      ],
    ],
  },
  {
    key: 'zh-highrail',
    channel: 'china',
    slots: { city: 'zhCity', other: 'zhCity', min: [28, 96], kmh: [250, 350, 50], people: [1.2, 4.8, 0.1] },
    wordings: [
      [
        '{city}至{other}高铁开通 最快{min}分钟可达',
        '设计时速{kmh}公里的高铁今日开行首趟列车，{city}到{other}的时间缩短至{min}分钟。',
      ],
      [
        '{min}分钟！{city}、{other}迈入“半日生活圈”',
        '早上在{city}喝早茶，中午到{other}吃烧饼，时速{kmh}公里的新线让两城更近。',
      ],
      [
        '首趟列车坐满了：记者随{city}至{other}高铁出发',
        '车厢里有第一次坐高铁的老人，也有拎着特产回家的年轻人。{city}、{other}之间最快{min}分钟。',
      ],
      [
        '{city}、{other}之间，火车终于比飞机快了',
        '航空公司当天下调票价，{city}到{other}的高铁全程{min}分钟，首日上座率近满。',
      ],
    ],
  },
  {
    key: 'zh-typhoon',
    channel: 'china',
    slots: {
      name: {
        of: [
          '海螺花',
          '青鸢',
          '白帆',
          '流萤',
          '玄鸟',
          '山茶',
          '雪鹀',
          '木槿',
          '渔火',
          '鲸歌',
          '石榴',
          '纸鹤',
          '晨露',
          '银鲛',
        ],
      },
      city: 'zhCity',
      level: [11, 15],
      n: [1.2, 18.6, 0.1],
      no: [5, 19],
    },
    wordings: [
      [
        '台风“{name}”在{city}沿海登陆 中心风力{level}级',
        '今年第{no}号台风“{name}”登陆{city}，当地已转移{n}万人。',
      ],
      [
        '“{name}”登陆！{city}停工停课，{n}万人已转移',
        '中心附近最大风力{level}级，{city}多条高速与铁路临时封闭。',
      ],
      [
        '台风“{name}”过后的{city}：清晨五点，环卫工已上街',
        '{level}级大风吹倒上千棵行道树，{city}力争一天内恢复主干道通行。',
      ],
      ['气象部门：台风“{name}”将继续向西北移动', '台风“{name}”登陆{city}后强度减弱，提醒沿线注意强降雨。'],
    ],
  },
  {
    key: 'zh-museum',
    channel: 'china',
    slots: { city: 'zhCity', years: [1800, 4600, 100], n: [36, 980], person: 'zhPerson' },
    wordings: [
      [
        '{city}发现距今{years}年大型聚落遗址',
        '考古队在{city}出土玉器、陶器{n}件，领队{person}称其改写了对当地早期文明的认识。',
      ],
      [
        '{years}年前的{city}人吃什么？新遗址给出答案',
        '{person}团队在{city}遗址的陶罐里检出稻米与鱼骨，共出土文物{n}件。',
      ],
      [
        '一锄头挖出大遗址！{city}出土{n}件文物',
        '村民修水渠时发现陶片，{city}遗址由此重见天日，距今约{years}年。',
      ],
      [
        '考古领队{person}：在{city}，我们看到了{years}年前的炊烟',
        '灶台、水井与{n}件器物，勾勒出{city}先民的一天。',
      ],
    ],
  },
  {
    key: 'zh-harvest',
    channel: 'china',
    slots: { province: 'zhProvince', pct: [2.1, 8.8, 0.1], bn: [120, 690, 10] },
    wordings: [
      [
        '{province}秋粮收购量突破{bn}万吨 同比增{pct}%',
        '{province}粮食部门数据显示，今年秋粮单产创新高，农户售粮更便捷。',
      ],
      [
        '丰收了！{province}秋粮增产{pct}%',
        '收割机跨区作业，{province}各地粮库排起长队，收购量已达{bn}万吨。',
      ],
      [
        '{province}田间见闻：手机卖粮，当天到账',
        '今年{province}秋粮收购{bn}万吨，预约系统让售粮车不再排队过夜。',
      ],
      [
        '粮库门口不排队了，{province}售粮农户：十分钟搞定',
        '{province}今年秋粮收购{bn}万吨、增长{pct}%，粮款实现当日到账。',
      ],
    ],
  },
  {
    key: 'zh-rescue',
    channel: 'china',
    slots: { city: 'zhCity', n: [2, 9], hours: [6, 38], person: 'zhPerson' },
    wordings: [
      [
        '{n}名驴友{city}山区失联{hours}小时后全部获救',
        '{city}消防与蓝天志愿者连夜进山，{hours}小时后找到全部{n}人，均无生命危险。',
      ],
      ['{hours}小时搜救：{city}山中{n}名被困者平安下山', '队员{person}说，找到人时他们正围着一壶凉茶取暖。'],
      [
        '擅入未开发线路，{n}人被困{city}深山，救援队连夜搜寻',
        '{city}警方提醒：擅自穿越未开发区域将被追偿救援费用。被困者{hours}小时后脱险。',
      ],
      [
        '一壶凉茶撑过{hours}小时，{city}{n}名登山者获救',
        '迷路、降温、手机没电，{n}人在{city}深山熬过{hours}小时，消防员凭火光找到他们。',
      ],
    ],
  },
  {
    key: 'zh-panda',
    channel: 'china',
    slots: {
      city: 'zhCity',
      name: {
        of: [
          '团年糕',
          '小满月',
          '豆沙包',
          '阿雪球',
          '冬瓜瓜',
          '芝麻糊',
          '小板栗',
          '酸梅汤',
          '大石榴',
          '毛毛雨',
        ],
      },
      g: [118, 196],
      month: [3, 9],
    },
    wordings: [
      ['大熊猫“{name}”在{city}诞下幼崽 体重{g}克', '{city}大熊猫基地宣布，{name}顺利产崽，母子平安。'],
      [
        '{city}大熊猫基地添丁！“{name}”当妈妈了',
        '幼崽出生体重{g}克，饲养员二十四小时守护，预计{month}个月后与公众见面。',
      ],
      ['“{name}”当妈第一天：抱着宝宝不撒手', '{city}基地公布视频，{g}克的小家伙嗓门却不小。'],
      [
        '{city}新晋熊猫宝宝{g}克，全网征名',
        '“{name}”当妈的消息刷屏，{city}基地开放线上征名，首日收到数万条建议。',
      ],
    ],
  },
  {
    key: 'zh-exam',
    channel: 'china',
    slots: { province: 'zhProvince', n: [18, 86], days: [3, 12] },
    wordings: [
      [
        '{province}中小学推行春秋假 每学期{days}天',
        '{province}教育厅发文，下学期起全省中小学试行春秋假，共{days}天。',
      ],
      [
        '孩子放假谁来带？{province}春秋假配套措施出台',
        '{province}{n}个县区的学校将开放校园托管，公园博物馆对学生免费。',
      ],
      ['{province}试行春秋假，{n}个县区先行', '家长关心的看护问题有了答案：{days}天假期内学校提供自愿托管。'],
      [
        '春秋假来了！{province}学生将多出{days}天亲近自然',
        '{province}文旅部门同步推出研学路线，{n}个县区的博物馆对学生免费。',
      ],
    ],
  },
  {
    key: 'zh-bridge',
    channel: 'china',
    slots: { city: 'zhCity', m: [1088, 2680, 4], h: [180, 565, 5], person: 'zhPerson' },
    wordings: [
      [
        '{city}峡谷大桥合龙 主跨{m}米',
        '{city}峡谷大桥今日成功合龙，桥面距谷底{h}米，总工程师{person}现场落泪。',
      ],
      [
        '{h}米高空穿针引线：{city}峡谷大桥是怎样合龙的',
        '误差不超过两毫米，{person}带领团队在云雾中完成主跨{m}米的对接。',
      ],
      [
        '世界级大桥合龙！以后去{city}只要二十分钟',
        '过去绕山两小时，主跨{m}米的{city}峡谷大桥建成后一脚油门就到。',
      ],
      [
        '总工{person}：为了{city}这座桥，我等了十二年',
        '{m}米主跨、{h}米高差，{city}峡谷大桥从图纸到合龙历时十二年。',
      ],
    ],
  },
  {
    key: 'zh-nightmarket',
    channel: 'china',
    slots: {
      city: 'zhCity',
      stalls: [120, 860, 10],
      n: [3.2, 28.6, 0.2],
      food: { of: ['铁锅米粉', '炭烤年糕', '桂花藕饼', '酸汤鱼丸', '竹筒糯米饭'] },
    },
    wordings: [
      [
        '一碗{food}火了！{city}夜市单日客流{n}万人',
        '{city}老码头夜市{stalls}个摊位座无虚席，{food}摊前排队两小时。',
      ],
      [
        '{city}为什么又“出圈”？从{food}说起',
        '凌晨加开公交、景区免费停车，{city}用{stalls}个摊位接住了{n}万游客。',
      ],
      ['摊主凌晨三点收摊：{city}夜市的烟火与账本', '卖{food}的夫妻俩一晚卖出千份，{city}夜市日均客流{n}万。'],
      [
        '{city}加开夜间公交，只为让游客吃上{food}',
        '面对单日{n}万人次的客流，{city}连夜增设{stalls}个移动厕位与停车点。',
      ],
    ],
  },
  {
    key: 'zh-wetland',
    channel: 'china',
    slots: {
      city: 'zhCity',
      n: [1200, 86000, 100],
      species: [68, 240],
      bird: { of: ['白鹤', '东方白鹳', '黑脸琵鹭', '小天鹅', '青头潜鸭'] },
    },
    wordings: [
      ['{n}只{bird}飞抵{city}湿地越冬', '监测显示，{city}湿地今年越冬候鸟{species}种，{bird}数量创新高。'],
      ['{bird}来了！{city}湿地迎来最热闹的冬天', '{city}推迟了芦苇收割，为{n}只{bird}留出觅食地。'],
      [
        '数鸟人的一天：在{city}，他们一只一只数到{n}',
        '志愿者在{city}湿地记录到{species}种水鸟，其中{bird}最受关注。',
      ],
      [
        '为候鸟让路：{city}推迟割芦苇',
        '{city}湿地今冬迎来水鸟{species}种，{bird}达{n}只，渔民主动退出浅滩。',
      ],
    ],
  },
  {
    key: 'zh-fraud',
    channel: 'china',
    slots: { city: 'zhCity', n: [38, 412], m: [1200, 8900, 100] },
    wordings: [
      [
        '{city}警方打掉特大电诈团伙 抓获{n}人',
        '该团伙冒充客服实施诈骗，涉案{m}万元，{city}警方已冻结账户千余个。',
      ],
      [
        '涉案{m}万元！{city}“假客服”团伙覆灭记',
        '一通漏接的电话成为突破口，{city}警方三地同步收网，{n}名嫌疑人落网。',
      ],
      [
        '“您的快递丢了”：{city}警方揭秘{n}人诈骗团伙话术',
        '接到理赔电话先别急，{city}警方提醒：索要验证码的一律是诈骗。',
      ],
      ['一通漏接电话牵出{m}万元大案', '{city}警方由此顺藤摸瓜，捣毁窝点，{n}名电诈嫌疑人归案。'],
    ],
  },
  {
    key: 'zh-ev',
    channel: 'business',
    slots: { company: 'zhCar', n: [12000, 98000, 1000], pct: [12, 78], country: 'country' },
    wordings: [
      ['{company}上月交付{n}台 同比增长{pct}%', '{company}公布最新交付数据，其中三成销往{country}。'],
      ['{pct}%！{company}月交付再创新高', '得益于{country}市场放量，{company}单月交付{n}台。'],
      [
        '交付{n}台之后，{company}要去{country}建厂',
        '{company}管理层透露，{country}工厂有望明年投产，上月销量增幅{pct}%。',
      ],
      [
        '{company}上月海外热销，{country}成最大增量',
        '{n}台的月交付量刷新纪录，{company}股价收涨，同比增幅{pct}%。',
      ],
    ],
  },
  {
    key: 'zh-loan',
    channel: 'business',
    slots: { bank: 'zhBank', city: 'zhCity', bp: [5, 35, 5], bn: [12, 96] },
    wordings: [
      ['{city}下调首套房贷利率{bp}个基点', '{city}多家银行跟进调整，{bank}称存量客户无需申请自动下调。'],
      ['房贷又降了！{city}购房者每月能省多少', '利率下调{bp}个基点，{bank}测算百万贷款月供的变化。'],
      ['{bp}个基点：{city}楼市新政首周看房量回升', '中介称周末带看量翻番，{bank}在{city}投放房贷{bn}亿元。'],
      [
        '百万房贷月供少多少？{city}新利率今起执行',
        '{city}首套房贷利率下调{bp}个基点，{bank}客服热线一度占线。',
      ],
    ],
  },
  {
    key: 'zh-ipo',
    channel: 'business',
    slots: { company: 'zhFirm', pct: [18, 168], bn: [80, 960, 10], yuan: [18, 128] },
    wordings: [
      ['{company}上市首日大涨{pct}%，市值突破{bn}亿元', '{company}发行价{yuan}元，开盘后一路走高。'],
      [
        '敲钟的是食堂阿姨：{company}登陆资本市场',
        '持有员工股的食堂阿姨为{company}敲响开市钟，首日涨幅{pct}%。',
      ],
      ['{company}挂牌：{yuan}元发行价背后的十年', '三次濒临倒闭，一次搬厂，{company}终成{bn}亿市值公司。'],
      [
        '{company}市值破{bn}亿，早期员工身家大涨',
        '上市首日，{company}股价较{yuan}元发行价上涨{pct}%，食堂阿姨也成了股东。',
      ],
    ],
  },
  {
    key: 'zh-express',
    channel: 'business',
    slots: { company: 'zhExpress', n: [60, 320, 10], city: 'zhCity', drones: [120, 2600, 20] },
    wordings: [
      [
        '{company}{city}智能分拣中心投用 日处理{n}万件',
        '{company}在{city}启用新分拣中心，配备{drones}架无人机支线运输。',
      ],
      [
        '无人机送快递进山：{company}在{city}开通低空航线',
        '{drones}架无人机把快递送到{city}山村，最快四十分钟。',
      ],
      [
        '日处理{n}万件，记者探访{company}{city}“不眠仓”',
        '机械臂、传送带与夜班食堂：{company}{city}中心的一夜。',
      ],
      [
        '{city}山货飞出来：{company}低空物流首日运了什么',
        '竹笋、土鸡蛋和一只蛋糕，{company}的无人机在{city}首飞日运送千余件。',
      ],
    ],
  },
  {
    key: 'zh-ai',
    channel: 'technology',
    slots: {
      company: 'zhTech',
      name: { of: ['青蚨', '玄圭', '烛照', '扶摇', '知白', '观澜', '墨守', '灵犀石'] },
      v: [2, 6],
      pct: [18, 62],
    },
    wordings: [
      [
        '{company}发布大模型“{name}”{v}.0 推理成本下降{pct}%',
        '{company}称“{name}”{v}.0在数学与代码评测中超过上一代，权重同步开源。',
      ],
      ['“{name}”{v}.0来了，{company}宣布全面开源', '开发者可免费商用，{company}透露推理成本降低{pct}%。'],
      [
        '实测“{name}”{v}.0：会写诗，也会承认不知道',
        '{company}新模型明显少了“一本正经地胡说”，价格下调{pct}%。',
      ],
      [
        '{company}再降价！“{name}”{v}.0把门槛打下来',
        '推理成本降{pct}%，{company}新模型发布当天，开发者社区下载量破十万。',
      ],
    ],
  },
  {
    key: 'zh-phone',
    channel: 'technology',
    slots: { company: 'zhTech', yuan: [1999, 6999, 1000], mah: [5500, 8200, 100], n: [20, 180, 10] },
    wordings: [
      [
        '{company}新机售价{yuan:p}元起 电池{mah:p}毫安时',
        '{company}发布年度旗舰，首发自研影像芯片，预约量超{n}万。',
      ],
      [
        '{mah:p}毫安时！{company}把“充电宝”装进手机',
        '新机三天一充，{company}喊出“出差不带线”，起售价{yuan:p}元。',
      ],
      [
        '预约破{n}万，{company}新旗舰值得买吗',
        '上手一周：续航惊喜，{company}的拍照算法仍爱“美白”，售价{yuan:p}元起。',
      ],
      [
        '{company}发布会速览：大电池、自研芯片，{yuan:p}元起',
        '{mah:p}毫安时电池成最大亮点，{company}预约人数达{n}万。',
      ],
    ],
  },
  {
    key: 'zh-robot',
    channel: 'technology',
    slots: { company: 'zhTech', city: 'zhCity', n: [40, 600, 10], min: [48, 158] },
    wordings: [
      ['人形机器人半程马拉松{city}开跑 {company}夺冠', '{company}机器人以{min}分钟完赛，途中更换电池两次。'],
      [
        '摔倒、爬起、再跑：{city}机器人半马众生相',
        '{n}台机器人参赛，冠军属于{company}，最受欢迎的却是最后一名。',
      ],
      ['{min}分钟！{company}机器人刷新半马纪录', '在{city}的赛道上，{company}参赛机器人首次全程自主导航。'],
      [
        '{city}机器人半马落幕，{n}台机器人过半完赛',
        '冠军{company}以{min}分钟冲线，最后一名在全场掌声中“走”过终点。',
      ],
    ],
  },
  {
    key: 'zh-rocket',
    channel: 'science',
    slots: { company: 'zhSpace', n: [6, 24], no: [3, 17], km: [480, 860, 10] },
    wordings: [
      [
        '{company}可回收火箭首飞成功 一箭{n}星',
        '{company}第{no}次发射将{n}颗卫星送入{km}公里轨道，一子级平稳着陆。',
      ],
      [
        '稳稳落地！{company}火箭一子级成功回收',
        '{n}颗卫星入轨后，一子级返回海上平台，{company}称最快三个月后复用。',
      ],
      [
        '发射场的凌晨四点：{company}第{no}次任务全记录',
        '从加注到回收共七小时，{company}工程师说“落地那一刻没人说话”。',
      ],
      [
        '{n}星入轨，一箭归来：{company}完成第{no}次发射',
        '卫星将运行于{km}公里轨道，{company}的回收平台传回清晰着陆画面。',
      ],
    ],
  },
  {
    key: 'zh-paleo',
    channel: 'science',
    slots: { city: 'zhCity', mya: [98, 245], person: 'zhPerson', cm: [28, 190] },
    wordings: [
      [
        '{city}发现距今约{mya:p}百万年带羽恐龙化石',
        '{person}团队在{city}发现的化石体长{cm}厘米，羽毛印痕清晰。',
      ],
      ['只有{cm}厘米！{city}小恐龙改写羽毛演化史', '{person}表示，标本保存了羽毛的颜色结构。'],
      [
        '石匠捐出的石板里藏着一只恐龙',
        '{city}一位石匠把石板捐给博物馆，{person}辨认出一只{cm}厘米长的带羽恐龙。',
      ],
      [
        '{person}团队：{city}化石保存了羽毛的颜色',
        '这只{cm}厘米长的小恐龙生活在约{mya:p}百万年前，出自{city}一块石板。',
      ],
    ],
  },
  {
    key: 'zh-derby',
    channel: 'sports',
    slots: { team: 'zhTeam', loser: 'zhTeam', a: [2, 5], b: [0, 1], person: 'zhPerson', round: [4, 29] },
    wordings: [
      [
        '联赛第{round}轮：{team}{a}比{b}大胜{loser}',
        '{person}独造两球，{team}主场{a}-{b}击败{loser}，升至积分榜前列。',
      ],
      [
        '{person}闪耀德比夜，{team}轻取{loser}',
        '{team}与{loser}的第{round}轮较量以{a}-{b}收场，现场五万球迷高唱队歌。',
      ],
      [
        '{loser}客场{b}-{a}惨败{team}，主帅：责任在我',
        '第{round}轮战罢，{loser}遭遇三连败，{person}成为全场最佳。',
      ],
      [
        '五万人的夜晚：{team}主场大胜，{person}梅开二度',
        '联赛第{round}轮，{loser}在客场遭遇三连败，{team}积分追至第二。',
      ],
    ],
  },
  {
    key: 'zh-tabletennis',
    channel: 'sports',
    slots: {
      person: 'zhPerson',
      rival: 'zhPerson',
      city: 'zhCity',
      games: { of: ['4比3', '4比2', '4比1'] },
      points: [3, 8],
    },
    wordings: [
      [
        '{person}{games}逆转{rival} 夺{city}乒乓球公开赛冠军',
        '决胜关头{person}连救{points}个赛点，在{city}捧杯。',
      ],
      ['连救{points}个赛点！{person}{city}封王', '{rival}赛后说“输得服气”，比分{games}。'],
      ['{city}公开赛落幕：{person}登顶，{rival}获亚军', '这是{person}本赛季第三冠，决赛比分{games}。'],
      [
        '“输得服气”：{rival}不敌{person}屈居亚军',
        '{city}公开赛决赛打满近两小时，{person}挽救{points}个赛点后翻盘，总比分{games}。',
      ],
    ],
  },
  {
    key: 'zh-village',
    channel: 'sports',
    slots: {
      city: 'zhCity',
      prize: { of: ['一头黄牛', '两只香猪', '五十斤腊肉', '一筐土鸡蛋'] },
      n: [1.2, 6.8, 0.1],
      teams: [16, 64, 4],
    },
    wordings: [
      [
        '{city}“村超”决赛{n}万人观战 冠军奖品是{prize}',
        '{teams}支村队鏖战一个月，{city}村超冠军牵走了{prize}。',
      ],
      ['冠军领走{prize}：{city}村超有多热闹', '锣鼓、芦笙、长桌宴，{n}万观众让{city}小球场一票难求。'],
      [
        '卖米粉的门将、教书的前锋：{city}村超的球员们',
        '{teams}支球队没有一名职业球员，奖品{prize}却比奖杯更抢手。',
      ],
      ['{n}万人看的不只是球：走进{city}“村超”', '米粉、芦笙、长桌宴，{teams}支村队争夺的头奖是{prize}。'],
    ],
  },
]
