import type { Script } from './script.ts'

export const CHINESE_WORLD: readonly Script[] = [
  {
    key: 'quake',
    channel: 'world',
    wordings: [
      [
        '{city.country}{city}发生{mag}级地震 已致{n}人遇难',
        '{city.country}{city}今晨发生{mag}级地震，多处建筑倒塌，救援人员正在废墟中搜寻幸存者，目前已造成至少{n}人遇难。',
      ],
      [
        '{city}强震遇难人数升至{n}人，余震[不断|频发]',
        '{mag}级强震过后，{city}余震不断，搜救工作受阻，遇难者已增至{n}人。',
      ],
      [
        '{mag}级！{city.country}遭遇数十年来最强地震',
        '震中位于{city}近郊，当地医院在停车场搭起帐篷救治伤员，已确认{n}人死亡。',
      ],
      [
        '直击{city}地震现场：市民徒手挖废墟，{n}人不幸遇难',
        '在{city}老城区，志愿者排成人链传递砖石。{city.country}政府宣布全国哀悼三日。',
      ],
    ],
  },
  {
    key: 'ferry',
    channel: 'world',
    wordings: [
      [
        '{city}近海渡轮倾覆 {saved}人获救{missing}人失踪',
        '一艘客运渡轮在{city}外海因涌浪倾覆，海警已救起{saved}人，仍有{missing}人下落不明。',
      ],
      [
        '{city.country}沉船事故：{missing}人仍失联，渔民连夜搜救',
        '{city}渔民剪断渔网返航救人，{saved}名乘客生还。',
      ],
      [
        '“听到呼救就掉头”：{city}渔民救起{saved}名落水乘客',
        '渡轮在{city}附近海域沉没，附近渔船率先赶到。目前{missing}人失踪，搜救仍在继续。',
      ],
      [
        '{city}沉船搜救进入第二夜 {missing}个家庭在码头等待',
        '潜水员今晨抵达{city}外海的渡轮残骸，{city.country}已下令同型船只停航检查，此前{saved}人获救。',
      ],
    ],
  },
  {
    key: 'election',
    channel: 'world',
    wordings: [
      [
        '{person}以{pct}%得票率当选{country}总统',
        '{country}选举委员会宣布，{person}击败对手{rival}，得票率为{pct}%。',
      ],
      [
        '{country}大选结果出炉：{person}胜出，{rival}承认败选',
        '本次投票率创一代人以来新高，{person}得票{pct}%，将于下月就职。',
      ],
      [
        '险胜{rival.last}！{person.last}将入主{country}总统府',
        '{rival}在午夜前致电祝贺。{person}承诺就职首日推动燃油补贴改革。',
      ],
      [
        '{country}变天：{person.last}胜选意味着什么',
        '从燃油补贴到渔权争端，一文看懂以{pct}%得票胜选的{person}的政策主张。',
      ],
    ],
  },
  {
    key: 'ceasefire',
    channel: 'world',
    wordings: [
      [
        '{country}与{other}在{city}达成{days}天停火协议',
        '经过通宵谈判，{country}和{other}代表在{city}宣布停火{days}天。',
      ],
      [
        '停火生效！{country}和{other}边境迎来数月来首个宁静夜',
        '根据{city}协议，双方停火{days}天，援助车队开始过境。',
      ],
      [
        '{city}通宵谈判内幕：{country}、{other}如何同意停火',
        '电梯坏了，汤凉了，一位执着的调解人促成了{days}天停火。',
      ],
      [
        '{country}{other}停火{days}天，双方将重返{city}谈换俘',
        '观察员已进驻过境点，{city}会谈下一轮议题是换俘与水源。',
      ],
    ],
  },
  {
    key: 'flood',
    channel: 'world',
    wordings: [
      ['{city}暴雨成灾 {n}人紧急撤离', '{city.country}{city}一天内降雨超过{mm}毫米，士兵驾船转移{n}名居民。'],
      [
        '24小时降雨{mm}毫米，{city}多处河堤决口',
        '{city}约{n}名居民在学校过夜，当地气象站称这是有记录以来最湿的一天。',
      ],
      [
        '“水顺着楼梯涨上来”：{city}洪水亲历者讲述',
        '在{mm}毫米的强降雨之后，{city.country}{city}已有{n}人离开家园。',
      ],
      [
        '{city.country}遭遇破纪录降雨，{city}{n}名居民转移安置',
        '{city}观象台测得日雨量{mm}毫米，水库管理方否认泄洪过晚。',
      ],
    ],
  },
  {
    key: 'wildfire',
    channel: 'world',
    wordings: [
      [
        '{city}附近山火过火面积达{ha}公顷 {crews}名消防员扑救',
        '强风推动火势逼近{city}郊区，{crews}名消防员在环路设防。',
      ],
      [
        '浓烟笼罩{city}，学校停课，山火烧毁{ha}公顷森林',
        '{city.country}的山火进入第三天，{city}居民被要求留在室内。',
      ],
      ['火线逼近{city}：又有四个村庄撤离', '{city}周边已有{ha}公顷松林被烧毁，{crews}名消防员彻夜坚守。'],
      [
        '{city.country}山火第三日：飞机洒水至黄昏，{city}上空一片橙红',
        '{ha}公顷过火面积仍在扩大，{city}居民拍下火光映红的夜空。',
      ],
    ],
  },
  {
    key: 'airport',
    channel: 'world',
    wordings: [
      [
        '{city}机场罢工 {flights}架次航班取消',
        '{union}个工会同时罢工，{city}机场{flights}架次航班被迫取消，旅客滞留。',
      ],
      [
        '{city}机场陷入停摆，旅客枕着行李箱过夜',
        '{city.country}航空史上最大规模罢工进入第二天，已有{flights}个航班取消。',
      ],
      [
        '滞留{city}的旅客怎么赔？{flights}个航班因罢工取消',
        '律师表示，航空公司须为受{city}罢工影响的旅客改签或退款。',
      ],
      [
        '薪资谈判破裂，{city}上空“静悄悄”',
        '地勤、安检与管制员共{union}个工会走上街头，{city}{flights}架次航班停飞，谈判定于明日重启。',
      ],
    ],
  },
  {
    key: 'climate',
    channel: 'world',
    wordings: [
      [
        '{n}国在{city}通过{bn:y}美元气候基金',
        '{city}气候峰会加时落幕，{n}国同意设立{bn:y}美元基金保护海岸与农田。',
      ],
      [
        '加时谈判到天亮：{city}气候协议终于达成',
        '会场时钟停在23时58分，{n}国代表最终就{bn:y}美元基金达成一致。',
      ],
      ['{city}峰会承诺{bn:y}美元，时间表仍存疑', '环保组织批评{n}国签署的{city}协议“慷慨于钱，吝啬于期限”。'],
      [
        '小岛国欢迎{city}气候协议，盼资金两年内到位',
        '在{n}国支持下，{city}峰会敲定的{bn:y}美元基金有望优先用于海岸防护。',
      ],
    ],
  },
  {
    key: 'volcano',
    channel: 'world',
    wordings: [
      ['{city}火山喷发 火山灰柱高达{km}公里', '沉睡百年的火山在{city}附近喷发，{n}名居民撤离。'],
      ['火山灰蔽日，{city.country}关闭部分空域', '{city}火山灰升至{km}公里高空，多家航空公司绕飞。'],
      [
        '百年沉寂一朝醒：{city}{n}人连夜下山',
        '岩浆已流至林线，{city.country}当局将警戒提至最高级，灰柱高{km}公里。',
      ],
      [
        '灰雪纷飞的{city}：店主每小时扫一次门前',
        '在{km}公里高的灰柱之下，{city}的小店照常开门，{n}名山民暂住亲友家中。',
      ],
    ],
  },
  {
    key: 'tanker',
    channel: 'world',
    wordings: [
      [
        '{company}油轮在{city}搁浅 {t}吨燃油泄漏',
        '{company}租用的一艘油轮在{city}附近触礁，{t}吨燃油流入海湾。',
      ],
      [
        '油污漂上{city}海滩，志愿者挥铲清理',
        '{company}承认泄漏{t}吨燃油并承诺赔偿，{city}渔民要求禁止其船只通行。',
      ],
      ['{company}就{city}漏油事故道歉', '事发两天后{company}才公开致歉，泄漏的{t}吨燃油已污染{city}沿岸。'],
      [
        '{city}漏油事故追踪：引航员两次预警暗礁',
        '文件显示，{company}油轮触礁前，{city}港引航员曾两度致函主管部门，最终{t}吨燃油外泄。',
      ],
    ],
  },
  {
    key: 'heist',
    channel: 'world',
    wordings: [
      ['{city}博物馆四分钟失窃{n}件{loot}', '一伙人扮成擦窗工混入{city}国家博物馆，盗走{n}件{loot}。'],
      [
        '扮成擦窗工的大盗：{city}博物馆{loot}被盗案始末',
        '水桶、梯子和一张清单，{city}警方还原{n}件{loot}消失的经过。',
      ],
      [
        '{city}博物馆闭馆，警方追查被盗{loot}',
        '{city.country}警方正在寻找案发当天出现在{city}博物馆外的两辆货车，{n}件藏品下落不明。',
      ],
      [
        '悬赏寻宝：{city}{n}件失窃{loot}“根本卖不掉”',
        '保险公司开出赏金，专家称{city}博物馆被盗的{loot}全球皆知，无法转手。',
      ],
    ],
  },
  {
    key: 'lander',
    channel: 'science',
    wordings: [
      [
        '{country}探测器成功着陆月球{region}',
        '重{kg}公斤的着陆器在月球{region}软着陆，{country}航天局控制中心响起掌声。',
      ],
      ['{country}加入“登月俱乐部”！探测器落在{region}', '着陆点距目标不足四十米，{kg}公斤的科学载荷已展开。'],
      [
        '月球{region}首批照片传回，{country}科学家：天线弯了但心情很好',
        '{country}着陆器在{region}拍下长长的影子，开始寻找水冰。',
      ],
      [
        '比一部电影还便宜：{country}如何登上月球',
        '{country}航天局披露{region}任务成本，{kg}公斤的着陆器由三十人的团队造出。',
      ],
    ],
  },
  {
    key: 'vaccine',
    channel: 'science',
    wordings: [
      [
        '{company}疟疾疫苗大型试验有效率达{pct}%',
        '在{country}进行的{n}人试验显示，{company}疫苗可预防{pct}%的疟疾病例。',
      ],
      [
        '终结疟疾有望？{country}试验带来好消息',
        '经过三个雨季和{n}名志愿者，{company}疫苗使感染率下降{pct}%。',
      ],
      [
        '{n}人参与，有效率{pct}%：{company}疟疾疫苗将申请上市',
        '{company}计划年内提交申请，{country}卫生部门对结果表示欢迎。',
      ],
      [
        '走几小时山路来打针：{country}疟疾疫苗试验里的母亲们',
        '{n}名志愿者中许多是带着孩子的母亲，{company}疫苗{pct}%的有效率让研究者也感到意外。',
      ],
    ],
  },
  {
    key: 'planet',
    channel: 'science',
    wordings: [
      [
        '天文学家在{ly}光年外发现类地行星',
        '{person}团队报告称，这颗行星每{days}天绕红矮星一周，可能存在液态水。',
      ],
      [
        '第二个地球？{ly}光年外新行星一年只有{days}天',
        '{person}提醒公众“先别收拾行李”：是否有大气仍待确认。',
      ],
      [
        '从废弃数据里找到一颗行星：{person}的意外发现',
        '被舍弃的观测记录显示每{days}天一次的变暗，来自{ly}光年外的世界。',
      ],
      [
        '{person.last}团队公布新行星：距地球{ly}光年，或有海洋',
        '这颗行星与地球大小相近，公转周期{days}天，位于宜居带内。',
      ],
    ],
  },
  {
    key: 'chip',
    channel: 'technology',
    wordings: [
      [
        '{company}发布{nm}纳米芯片 拟在{city}投资{bn:y}美元建厂',
        '{company}宣布在{city}附近建设{nm}纳米晶圆厂，总投资{bn:y}美元。',
      ],
      [
        '{city}赢得{company}{bn:y}美元芯片厂',
        '{city}给出的条件包括水、电和一座地铁站。新厂将量产{nm}纳米制程。',
      ],
      [
        '{nm}纳米意味着什么？{company}新制程解读',
        '晶体管数量翻倍、续航更长：{company}将在{city}量产新一代处理器。',
      ],
      [
        '{company}{nm}纳米新品亮相，新厂落户{city.country}{city}',
        '{bn:y}美元的投资将为{city}带来数千个岗位，竞争对手股价应声下跌。',
      ],
    ],
  },
  {
    key: 'outage',
    channel: 'technology',
    wordings: [
      [
        '{company}全球宕机{hours}小时 {m:m}用户受影响',
        '一次配置错误让{company}服务中断{hours}小时，支付与消息功能一度瘫痪。',
      ],
      [
        '一行配置引发的宕机：{company}公布事故报告',
        '变更经过评审、批准，然而是错的。{company}约{m:m}用户断线{hours}小时。',
      ],
      [
        '{company}为{hours}小时宕机致歉，用户将获一个月补偿',
        '受影响用户达{m:m}，{company}称全部服务已恢复。',
      ],
      [
        '支付失败、消息转圈、智能马桶罢工：{company}断线{hours}小时',
        '{m:m}用户在社交平台晒出“断网日记”，{company}股价盘后下挫。',
      ],
    ],
  },
  {
    key: 'breach',
    channel: 'technology',
    wordings: [
      ['{company}{m:m}用户数据泄露', '{company}承认，{m:m}名客户的姓名、地址和部分卡号被复制。'],
      [
        '安全研究员{person}：{company}用户数据正在被叫卖',
        '{person}发现该数据库时，{company}还不知道数据已经丢失，涉及{m:m}人。',
      ],
      [
        '{company}数据泄露三周后才披露，监管部门问责',
        '用户从研究员{person}处而非{company}得知{m:m}条记录外泄。',
      ],
      [
        '你是{company}那{m:m}分之一吗？专家教你自查',
        '改密码、盯账单、别接电话，研究员{person}就{company}泄露事件给出建议。',
      ],
    ],
  },
  {
    key: 'rates',
    channel: 'business',
    wordings: [
      [
        '{country}央行加息至{rate}%',
        '{country}央行行长{person}宣布将基准利率上调至{rate}%，并称通胀“像蜂蜜一样黏”。',
      ],
      ['超出市场预期！{country}利率升至{rate}%', '{country}货币应声走强，行长{person}不排除继续加息。'],
      ['{country}加息到{rate}%，房贷族压力骤增', '多家银行在{person}宣布决定后一小时内上调房贷利率。'],
      [
        '{person.last}再出手：{country}基准利率上调至{rate}%',
        '分析人士指出，{country}此轮加息节奏快于预期，储户受益而借款人承压。',
      ],
    ],
  },
  {
    key: 'tradepact',
    channel: 'business',
    wordings: [
      [
        '{country}与{other}签署自贸协定 年贸易额{bn:y}美元',
        '{country}和{other}将在{years}年内取消汽车、奶酪和钢铁关税。',
      ],
      [
        '谈了十年终于签了：{country}{other}自贸协定落地',
        '最后的分歧是奶酪的名字。协定涉及{bn:y}美元贸易，关税{years}年内归零。',
      ],
      ['{country}奶农抗议与{other}的自贸协定', '奶农工会称{bn:y}美元的协定“没有征求我们的意见”。'],
      [
        '汽车、奶酪、钢铁：{country}与{other}的{bn:y}美元新账本',
        '按照协定，{country}对{other}的关税将在{years}年内分批取消，出口商普遍叫好。',
      ],
    ],
  },
  {
    key: 'merger',
    channel: 'business',
    wordings: [
      ['{company}宣布以{bn:y}美元收购{target}', '双方公告称，{company}将以现金加股票方式收购{target}。'],
      ['三度加价，{company}终将{target}收入囊中', '{target}董事会建议股东接受{bn:y}美元的报价。'],
      [
        '{target}股价大涨三成，{company}收购案待四国审批',
        '这是{company}史上最大一笔收购，金额达{bn:y}美元。',
      ],
      [
        '{bn:y}美元买的是什么？拆解{company}并购{target}',
        '低息债务、老专利和两位创始人的宿怨，解释了{company}为何开出这个价。',
      ],
    ],
  },
  {
    key: 'layoffs',
    channel: 'business',
    wordings: [
      ['{company}裁员{n}人，占员工总数{pct}%', '{company}新管理层启动重组，将裁减{n}个岗位。'],
      [
        '六分钟视频会议宣布裁员：{company}{n}人离开',
        '员工讲述{company}裁员现场，裁员比例达{pct}%，工会批评“粗暴”。',
      ],
      ['裁员{pct}%，{company}股价反涨', '投资者对{company}裁撤{n}人的节流计划表示欢迎。'],
      ['{company}大重组：{n}个岗位将消失', '公司称裁撤{pct}%的岗位是为“聚焦主业”，工会正酝酿集体谈判。'],
    ],
  },
  {
    key: 'recall',
    channel: 'business',
    wordings: [
      [
        '{company}召回{n}辆汽车 因{fault}存隐患',
        '{company}称{fault}可能在无预警情况下失效，将为{n}辆车免费更换零件。',
      ],
      [
        '{n}辆！{company}因{fault}问题大规模召回',
        '目前未收到伤亡报告，分析师估计{company}召回成本将超过一个季度的利润。',
      ],
      ['你的车在名单上吗？{company}召回{fault}缺陷车型', '涉及{n}辆轿车与货车，车主可凭车架号查询。'],
      [
        '{fault}隐患波及{n}辆车，{company}股价下挫',
        '监管部门要求{company}两周内提交整改方案，车主可免费维修。',
      ],
    ],
  },
  {
    key: 'final',
    channel: 'sports',
    wordings: [
      ['{team}{a}比{b}击败{loser} 夺得大陆杯冠军', '{scorer}梅开二度，{team}在{city}捧起大陆杯。'],
      ['{scorer.last}双响！{team}时隔22年再登洲际之巅', '决赛在{city}进行，{team}{a}-{b}力克{loser}。'],
      [
        '三中门框无缘冠军，{loser}决赛{b}-{a}负于{team}',
        '{loser}主帅赛后称“足球有时就是不讲理”，{scorer}成为{city}之夜的主角。',
      ],
      [
        '{city}不眠夜：{team}球迷唱到灯光熄灭',
        '一场{a}-{b}的胜利，{team}等了22年；{loser}只差一点运气，{scorer}包办两球。',
      ],
    ],
  },
  {
    key: 'transfer',
    channel: 'sports',
    wordings: [
      ['官宣：{player}以{m:m}美元转会{team}', '{seller}接受报价，{player}与{team}签约{years}年。'],
      [
        '{seller}球迷怒烧围巾，{player.last}正式加盟{team}',
        '{player}转会费{m:m}美元，{seller}计划用这笔钱修球场顶棚。',
      ],
      ['值不值？{team}砸{m:m}美元签下{player}', '进球、冲刺和一张红牌：数据解读{player}加盟{team}。'],
      [
        '告别{seller}，{player}午夜亮相{team}',
        '{player}用四种语言感谢老东家球迷，新合同为期{years}年，转会费{m:m}美元。',
      ],
    ],
  },
  {
    key: 'marathon',
    channel: 'sports',
    wordings: [
      [
        '{person}2小时0{min}分{sec}秒夺{city}马拉松冠军',
        '{person}在大桥处突围，领先{runners}名选手率先冲线。',
      ],
      [
        '刷新赛会纪录！{person.last}称雄{city}马拉松',
        '雨水、石板路和一只闯入赛道的狗都没能阻挡{person}，成绩2小时0{min}分{sec}秒。',
      ],
      [
        '{runners}人同跑{city}：求婚、消防服和一位新冠军',
        '{person}以2小时0{min}分{sec}秒夺冠，三十公里处有人求婚成功。',
      ],
      [
        '{city.country}最快马拉松诞生：{person}以2小时0{min}分{sec}秒封王',
        '{city}街头{runners}人开跑，{person}刷新当地最好成绩。',
      ],
    ],
  },
]
